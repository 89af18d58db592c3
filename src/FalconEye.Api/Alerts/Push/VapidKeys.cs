using System.Security.Cryptography;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts.Push;

/// <summary>Reads the key by which push services know this server, and makes it when it is asked for the first time.</summary>
internal sealed class VapidKeys(FalconEyeContext database, TimeProvider time)
{
    /// <summary>The key; the caller disposes of it.</summary>
    /// <returns><see langword="null"/> when no master key opens it.</returns>
    internal async Task<ECDsa?> ReadAsync(CancellationToken cancellationToken)
    {
        var stored = await FindAsync(cancellationToken) ?? await MakeAsync(cancellationToken);
        if (stored == PushKey.Unreadable)
        {
            return null;
        }

        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(stored), out _);
        return key;
    }

    private async Task<string> MakeAsync(CancellationToken cancellationToken)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var row = new PushKey { PrivateKey = Convert.ToBase64String(made.ExportPkcs8PrivateKey()), CreatedAt = time.GetUtcNow().UtcDateTime };
        database.PushKeys.Add(row);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return row.PrivateKey;
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another request, or server, was quicker: there is one key.
            database.Entry(row).State = EntityState.Detached;
            return await FindAsync(cancellationToken) ?? throw new InvalidOperationException("The key of Web Push can be neither stored nor read.");
        }
    }

    private Task<string?> FindAsync(CancellationToken cancellationToken) =>
        database.PushKeys.AsNoTracking().Where(key => key.Id == PushKey.TheOne).Select(key => key.PrivateKey).FirstOrDefaultAsync(cancellationToken);
}
