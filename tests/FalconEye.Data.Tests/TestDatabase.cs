using FalconEye.Data.Postgres;
using FalconEye.TestKit;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
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

    /// <summary>Brings the schema to a migration, or the newest.</summary>
    internal async Task MigrateAsync(CancellationToken ct, string? target = null)
    {
        await using var scope = _services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        await context.Database.GetService<IMigrator>().MigrateAsync(target, ct);
    }

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
