using FalconEye.Data;
using FalconEye.Data.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FalconEye.Discovery.Usb;

/// <summary>
/// The host keys of nodes, pinned when each was first met. They are in the database, since a server in a cluster has no file that outlives
/// it, and by the nodes' names, since addresses change.
/// </summary>
internal sealed class KnownHosts(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>The key that a node is known by; <see langword="null"/> for one that was never met.</summary>
    internal async Task<SshHostKey?> FindAsync(string host, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        return await database.SshHostKeys.AsNoTracking().FirstOrDefaultAsync(pinned => pinned.Host == host, cancellationToken);
    }

    /// <summary>Pins the key of a node that is met for the first time.</summary>
    internal async Task PinAsync(string host, string type, string key, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        database.SshHostKeys.Add(new SshHostKey { Host = host, Type = type, Key = key, FirstSeenAt = time.GetUtcNow().UtcDateTime });
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another scan met it at the same moment: its key counts, and the next scan compares.
        }
    }

    /// <summary>Forgets a node, whatever its port was.</summary>
    /// <returns>Whether it was known.</returns>
    internal async Task<bool> ForgetAsync(string node, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        return await database.SshHostKeys
            .Where(pinned => pinned.Host == node || pinned.Host.StartsWith($"[{node}]:"))
            .ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
