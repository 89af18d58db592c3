using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Sessions;

/// <summary>Ends logins in the database, and what goes with them.</summary>
internal static class SessionEnding
{
    /// <summary>Ends logins, and with them notifications on the devices that were subscribed in them: another person may use the browser next.</summary>
    /// <param name="database">Where they are.</param>
    /// <param name="ended">Which.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many there were.</returns>
    internal static async Task<int> EndAsync(this FalconEyeContext database, IQueryable<Session> ended, CancellationToken cancellationToken = default)
    {
        var ids = await ended.Select(session => session.Id).ToListAsync(cancellationToken);

        // In this order: a device is only added while its login is there.
        var count = await database.Sessions.Where(session => ids.Contains(session.Id)).ExecuteDeleteAsync(cancellationToken);
        await database.PushDevices.Where(device => device.SessionId != null && ids.Contains(device.SessionId.Value)).ExecuteDeleteAsync(cancellationToken);
        return count;
    }
}
