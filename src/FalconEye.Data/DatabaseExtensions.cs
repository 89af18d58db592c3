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

    /// <summary>
    /// Whether the database was made by FalconEye's predecessor in Python, which has tables of the same names with other columns. Nothing is
    /// changed.
    /// </summary>
    /// <returns><see langword="false"/> also when the database does not answer or does not exist yet.</returns>
    public static async Task<bool> IsDatabaseOfPythonSystemAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        return context.Database.IsNpgsql()
            && await context.Database.CanConnectAsync(cancellationToken)
            && await context.Database.SqlQueryRaw<bool>(
                """SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'cameras' AND column_name = 'deployment_name') AS "Value" """)
                .SingleAsync(cancellationToken);
    }

    /// <summary>Brings the schema up to date; safe when several do it at once, since EF Core takes a lock for it.</summary>
    /// <exception cref="UnsupportedDatabaseException">The database is too old to be upgraded by this version.</exception>
    public static async Task MigrateDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        await FormerMigrations.ReplaceAsync(context.Database, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }
}
