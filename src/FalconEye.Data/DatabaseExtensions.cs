using FalconEye.Data.Auth;
using FalconEye.Data.Postgres;
using FalconEye.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FalconEye.Data;

/// <summary>Registers one of the two databases as the <see cref="FalconEyeContext"/>.</summary>
public static class DatabaseExtensions
{
    /// <summary>A SQLite file, in WAL mode so that readers never wait for the writer.</summary>
    public static IServiceCollection AddSqliteDatabase(this IServiceCollection services, string file) =>
        services.AddDbContext<FalconEyeContext, SqliteFalconEyeContext>((provider, options) => options
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 10 }.ConnectionString)
            .ReplaceService<IModelCacheKeyFactory, SecretModelCacheKeyFactory>()
            .AddInterceptors(provider.GetServices<IInterceptor>()));

    /// <summary>A PostgreSQL server, by connection string.</summary>
    public static IServiceCollection AddPostgresDatabase(this IServiceCollection services, string connectionString) =>
        services.AddDbContext<FalconEyeContext, PostgresFalconEyeContext>((provider, options) => options
            .UseNpgsql(connectionString)
            .ReplaceService<IModelCacheKeyFactory, SecretModelCacheKeyFactory>()
            .AddInterceptors(provider.GetServices<IInterceptor>()));

    /// <summary>Any number that nothing else in the database uses as the key of an advisory lock.</summary>
    private const long MigrationLock = 0x46616C636F6E45;

    /// <summary>Large tables take a while; the servers that wait for their turn wait as long.</summary>
    private static readonly TimeSpan MigrationTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Brings the schema up to date; safe when several servers do it at once.</summary>
    /// <exception cref="UnsupportedDatabaseException">
    /// The database is too old to be upgraded by this version, or the Python system made it. Nothing was changed in it.
    /// </exception>
    public static async Task MigrateDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        if (await IsOfPythonSystemAsync(context, cancellationToken))
        {
            throw new UnsupportedDatabaseException(
                "DATABASE_URL names a database of the Python system, which this cannot use: nothing was changed in it. Name a database of its own.");
        }

        context.Database.SetCommandTimeout(MigrationTimeout);
        // By type: IsNpgsql() would load Npgsql, at least 2.5 MB of memory, into servers with SQLite too.
        if (context is not PostgresFalconEyeContext || !await context.Database.CanConnectAsync(cancellationToken))
        {
            await MigrateAsync(context.Database, cancellationToken);
            return;
        }

        // EF Core's own lock on PostgreSQL is one of the transaction, and each migration has a transaction of its own: between two of them
        // another server would begin with the second.
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            await MigrateAsync(context.Database, cancellationToken);
        }
        finally
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
            await context.Database.CloseConnectionAsync();
        }
    }

    private static async Task MigrateAsync(DatabaseFacade database, CancellationToken cancellationToken)
    {
        await FormerMigrations.ReplaceAsync(database, cancellationToken);
        await database.MigrateAsync(cancellationToken);
    }

    /// <summary>FalconEye's predecessor in Python has tables of the same names with other columns.</summary>
    private static async Task<bool> IsOfPythonSystemAsync(FalconEyeContext context, CancellationToken cancellationToken) =>
        context is PostgresFalconEyeContext
        && await context.Database.CanConnectAsync(cancellationToken)
        && await context.Database.SqlQueryRaw<bool>(
            """SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'cameras' AND column_name = 'deployment_name') AS "Value" """)
            .SingleAsync(cancellationToken);
}
