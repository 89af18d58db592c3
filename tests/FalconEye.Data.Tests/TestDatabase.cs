using FalconEye.Data.Postgres;
using FalconEye.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FalconEye.Data.Tests;

/// <summary>An empty database of either kind.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private TestDatabase(Action<IServiceCollection, TemporaryFolder> register)
    {
        var services = new ServiceCollection();
        register(services, _folder);
        _services = services.BuildServiceProvider();
    }

    internal static async Task<TestDatabase> CreateAsync(DatabaseKind kind, PostgresFixture postgres, CancellationToken ct)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            return new TestDatabase((services, folder) => services.AddSqliteDatabase(folder["test.db"]));
        }

        var connection = PostgresAddress.ToConnectionString(await postgres.Server.CreateDatabaseAsync(ct), out var problem);
        Assert.Null(problem);
        return new TestDatabase((services, _) => services.AddPostgresDatabase(connection!));
    }

    /// <summary>A database that the program of commit 2775d98, the last one before the migrations were squashed, made and filled.</summary>
    internal static async Task<TestDatabase> CreateOldAsync(DatabaseKind kind, PostgresFixture postgres, CancellationToken ct)
    {
        var old = Path.Combine(AppContext.BaseDirectory, "OldDatabases", "before-0.1.0");
        if (kind == DatabaseKind.Sqlite)
        {
            return new TestDatabase((services, folder) =>
            {
                File.Copy(old + ".db", folder["test.db"]);
                services.AddSqliteDatabase(folder["test.db"]);
            });
        }

        var database = await CreateAsync(kind, postgres, ct);
        await database.UseAsync(async context =>
        {
            await context.Database.OpenConnectionAsync(ct);
            await using var restore = context.Database.GetDbConnection().CreateCommand();
            restore.CommandText = await File.ReadAllTextAsync(old + ".sql", ct);
            await restore.ExecuteNonQueryAsync(ct);
        });
        return database;
    }

    /// <summary>Brings the schema up to date, as the server does at its start.</summary>
    internal Task MigrateAsync(CancellationToken ct) => _services.MigrateDatabaseAsync(ct);

    internal async Task UseAsync(Func<FalconEyeContext, Task> use)
    {
        await using var scope = _services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<FalconEyeContext>());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
