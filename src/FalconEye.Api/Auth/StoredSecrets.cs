using FalconEye.Api.Settings;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth;

/// <summary>Encrypts what an earlier version stored in clear, once, at start.</summary>
internal static class StoredSecrets
{
    internal static async Task ProtectStoredSecretsAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        (services.GetRequiredService<ISettingsStore>() as FileSettingsStore)?.ProtectKey();
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();

        // The model decrypts what it reads, so whether a row is in clear is asked of the database itself: no encrypted text has a "://".
        var clear = await database.Database
            .SqlQuery<Guid>($"SELECT id AS \"Value\" FROM cameras WHERE source_url LIKE '%://%'")
            .ToListAsync(cancellationToken);
        if (clear.Count == 0)
        {
            return;
        }

        foreach (var camera in await database.Cameras.Where(camera => clear.Contains(camera.Id)).ToListAsync(cancellationToken))
        {
            database.Entry(camera).Property(row => row.SourceUrl).IsModified = true;
            if (SourceAddress.TryParse(camera.SourceUrl, out var address, out _))
            {
                camera.SourceIdentity = address.Identity;
            }
        }

        await database.SaveChangesAsync(cancellationToken);
        if (database.Database.IsSqlite())
        {
            // What was overwritten still stands in free pages and in the log file.
            await database.Database.ExecuteSqlRawAsync("VACUUM", cancellationToken);
            await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        }
    }
}
