using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace FalconEye.Data;

/// <summary>
/// The seven migrations before 0.1.0, squashed into <c>Initial</c>. A database that has all
/// of them has the schema of <c>Initial</c>: only its history is rewritten. A database that has some of them cannot be upgraded from here.
/// </summary>
internal static class FormerMigrations
{
    private static readonly IReadOnlyList<string> Names = ["InitialSchema", "LogEvents", "Chat", "Auth", "ChatOwners", "SshHostKeys", "TotpSteps"];

    /// <summary>Replaces the former migrations in the history of the database by the squashed one.</summary>
    /// <exception cref="UnsupportedDatabaseException">The database has only some of them.</exception>
    internal static async Task ReplaceAsync(DatabaseFacade database, CancellationToken cancellationToken)
    {
        var former = (await database.GetAppliedMigrationsAsync(cancellationToken))
            .Except(database.GetMigrations())
            .Where(id => Names.Contains(NameOf(id)))
            .ToList();
        if (former.Count == 0)
        {
            return;
        }

        if (former.Count < Names.Count)
        {
            throw new UnsupportedDatabaseException(
                "The database was made by an early version of FalconEye. Start FalconEye 0.1.0 with it once, then this version.");
        }

        await database.CreateExecutionStrategy().ExecuteAsync(ct => ReplaceAsync(database, former, ct), cancellationToken);
    }

    /// <summary>Several servers may start at once: the one that deletes the rows inserts the new one.</summary>
    private static async Task ReplaceAsync(DatabaseFacade database, List<string> former, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginTransactionAsync(cancellationToken);
        var deleted = 0;
        foreach (var id in former)
        {
            deleted += await database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = {id}""", cancellationToken);
        }

        if (deleted == former.Count)
        {
            var squashed = database.GetMigrations().First();
            await database.ExecuteSqlAsync(
                $"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ({squashed}, {ProductInfo.GetVersion()})""",
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>An id is a time stamp, an underscore and the name; the time stamps differ between the two databases.</summary>
    private static string NameOf(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
