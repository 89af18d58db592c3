using FalconEye.Contracts.Cameras;
using FalconEye.Data.Auth;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Data.Tests;

public sealed class UpgradeTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_database_from_before_the_first_release_is_upgraded_with_its_data(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateOldAsync(kind, postgres, ct);

        await database.MigrateAsync(ct);
        await database.MigrateAsync(ct);

        await database.UseAsync(async context =>
        {
            Assert.Empty(await context.Database.GetPendingMigrationsAsync(ct));
            Assert.Equal(context.Database.GetMigrations(), await context.Database.GetAppliedMigrationsAsync(ct));
            var camera = await context.Cameras.SingleAsync(ct);
            Assert.Equal(("Door", CameraStatus.Stopped, "192.0.2.20:554/stream1"), (camera.Name, camera.Status, camera.SourceIdentity));
            Assert.Equal(["ben", "eve"], await context.Users.Select(user => user.UserName).Order().ToListAsync(ct));
            Assert.Equal(UserRole.Operator, (await context.Users.SingleAsync(user => user.UserName == "ben", ct)).Role);
            Assert.Equal("phone", (await context.ApiTokens.SingleAsync(ct)).Name);
            Assert.Equal("First", (await context.ChatSessions.SingleAsync(ct)).Name);
            Assert.Equal(6, await context.Events.CountAsync(ct));
        });
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task An_upgraded_database_has_the_schema_of_a_new_one(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var upgraded = await TestDatabase.CreateOldAsync(kind, postgres, ct);
        await using var created = await TestDatabase.CreateAsync(kind, postgres, ct);

        await upgraded.MigrateAsync(ct);
        await created.MigrateAsync(ct);

        Assert.Equal(await SchemaOfAsync(created, kind, ct), await SchemaOfAsync(upgraded, kind, ct));
    }

    [Fact]
    public async Task A_database_of_the_Python_system_is_refused_in_one_line_and_left_as_it_is()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres, postgres, ct);
        await database.UseAsync(async context => await context.Database.ExecuteSqlRawAsync(
            "CREATE TABLE cameras (id uuid PRIMARY KEY, name varchar(255), protocol varchar(50), deployment_name varchar(255), status varchar(50))", ct));

        var refusal = await Assert.ThrowsAsync<UnsupportedDatabaseException>(() => database.MigrateAsync(ct));

        Assert.Contains("a database of the Python system", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        await database.UseAsync(async context => Assert.Equal(
            ["cameras"],
            await context.Database.SqlQueryRaw<string>("SELECT table_name AS \"Value\" FROM information_schema.tables WHERE table_schema = current_schema()").ToListAsync(ct)));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Servers_that_start_concurrently_upgrade_the_database_once(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateOldAsync(kind, postgres, ct);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.MigrateAsync(ct), ct)));

        await database.UseAsync(async context =>
            Assert.Equal(context.Database.GetMigrations(), await context.Database.GetAppliedMigrationsAsync(ct)));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_database_with_some_of_the_former_migrations_is_refused_and_left_as_it_was(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateOldAsync(kind, postgres, ct);
        await database.UseAsync(context => context.Database.ExecuteSqlAsync(
            $"""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" LIKE '%_TotpSteps'""", ct));

        var refusal = await Assert.ThrowsAsync<UnsupportedDatabaseException>(() => database.MigrateAsync(ct));

        Assert.Contains("Start FalconEye 0.1.0 with it once", refusal.Message, StringComparison.Ordinal);
        await database.UseAsync(async context => Assert.Equal(6, (await context.Database.GetAppliedMigrationsAsync(ct)).Count()));
    }

    /// <summary>Each column with its type, and each index; the order of columns is that of the migrations that added them.</summary>
    private static async Task<IReadOnlyList<string>> SchemaOfAsync(TestDatabase database, DatabaseKind kind, CancellationToken ct)
    {
        IReadOnlyList<string> schema = [];
        await database.UseAsync(async context =>
        {
            var query = kind == DatabaseKind.Sqlite
                ? """
                  SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk AS "Value"
                  FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'
                  UNION ALL SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
                  """
                : """
                  SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS "Value"
                  FROM information_schema.columns WHERE table_schema = 'public'
                  UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
                  """;
            schema = await context.Database.SqlQueryRaw<string>(query).ToListAsync(ct);
        });
        return [.. schema.Order(StringComparer.Ordinal)];
    }
}
