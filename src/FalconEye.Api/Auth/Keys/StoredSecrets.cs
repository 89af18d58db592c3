using FalconEye.Api.Settings;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Keys;

/// <summary>Encrypts, at start, what an earlier version stored in clear, and what is still encrypted with the former master key.</summary>
internal static partial class StoredSecrets
{
    internal static async Task ProtectStoredSecretsAsync(this WebApplication app, ServerOptions options, CancellationToken cancellationToken)
    {
        var isRotated = app.Services.GetRequiredService<MasterKey>().Former is not null;
        (app.Services.GetRequiredService<ISettingsStore>() as FileSettingsStore)?.ProtectKey(isRotated);
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        if (await StoredConversations.ProtectAsync(database, isRotated, cancellationToken)
            | await MarkClearAsync(database, cancellationToken)
            | (isRotated && await MarkAllAsync(database, cancellationToken)))
        {
            await database.SaveChangesAsync(cancellationToken);
            await ForgetOverwrittenAsync(database, cancellationToken);
        }

        if (isRotated)
        {
            MasterKey.ForgetFormer(options.DataDirectory);
            LogRotated(app.Logger, MasterKey.FormerVariable);
        }
    }

    /// <summary>
    /// The model decrypts what it reads, so whether a row is in clear is asked of the database itself: no encrypted text has a "://".
    /// </summary>
    private static async Task<bool> MarkClearAsync(FalconEyeContext database, CancellationToken cancellationToken)
    {
        var clear = await database.Database
            .SqlQuery<Guid>($"SELECT id AS \"Value\" FROM cameras WHERE source_url LIKE '%://%'")
            .ToListAsync(cancellationToken);
        foreach (var camera in await database.Cameras.Where(camera => clear.Contains(camera.Id)).ToListAsync(cancellationToken))
        {
            database.Entry(camera).Property(row => row.SourceUrl).IsModified = true;
            if (SourceAddress.TryParse(camera.SourceUrl, out var address, out _))
            {
                camera.SourceIdentity = address.Identity;
            }
        }

        return clear.Count > 0;
    }

    /// <summary>What no key opens reads as null, and stays as it is: its key may turn up.</summary>
    private static async Task<bool> MarkAllAsync(FalconEyeContext database, CancellationToken cancellationToken)
    {
        foreach (var camera in await database.Cameras.ToListAsync(cancellationToken))
        {
            database.Entry(camera).Property(row => row.SourceUrl).IsModified = camera.SourceUrl is not null;
            database.Entry(camera).Property(row => row.LiveSourceUrl).IsModified = camera.LiveSourceUrl is not null;
        }

        foreach (var channel in await database.AlertChannels.ToListAsync(cancellationToken))
        {
            database.Entry(channel).Property(row => row.Settings).IsModified = channel.Settings != "{}";
        }

        foreach (var device in await database.PushDevices.ToListAsync(cancellationToken))
        {
            database.Entry(device).Property(row => row.Subscription).IsModified = device.Subscription != PushDevice.Unreadable;
        }

        foreach (var key in await database.PushKeys.ToListAsync(cancellationToken))
        {
            database.Entry(key).Property(row => row.PrivateKey).IsModified = key.PrivateKey != PushKey.Unreadable;
        }

        foreach (var token in await database.Set<IdentityUserToken<Guid>>().ToListAsync(cancellationToken))
        {
            database.Entry(token).Property(row => row.Value).IsModified = token.Value is not null;
        }

        return true;
    }

    /// <summary>What was overwritten still is in free pages and in the log file.</summary>
    private static async Task ForgetOverwrittenAsync(FalconEyeContext database, CancellationToken cancellationToken)
    {
        if (database.Database.IsSqlite())
        {
            await database.Database.ExecuteSqlRawAsync("VACUUM", cancellationToken);
            await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "Everything is encrypted with the new master key. The former one opens nothing any more; where it is set, {Variable} can go")]
    private static partial void LogRotated(ILogger logger, string variable);
}
