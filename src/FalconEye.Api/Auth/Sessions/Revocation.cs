using FalconEye.Api.Auth.Keys;
using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Sessions;

/// <summary>Ends credentials of a user, and what is being streamed by them.</summary>
internal sealed class Revocation(FalconEyeContext database, ActiveRequests live)
{
    /// <summary>Ends a user's sessions, links, notifications on devices and, unless they are kept, API tokens.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="resumedSessionId">The session that stays.</param>
    /// <param name="keepTokens">Whether the API tokens stay.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many sessions ended.</returns>
    internal async Task<int> EndAsync(User user, Guid? resumedSessionId, bool keepTokens, CancellationToken cancellationToken)
    {
        // Links carry the stamp. Only this column is written: others may be changing meanwhile.
        var stamp = Secret.New();
        await database.Users.Where(known => known.Id == user.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.SecurityStamp, stamp), cancellationToken);
        user.SecurityStamp = stamp;
        var ended = await database.Sessions
            .Where(session => session.UserId == user.Id && session.Id != resumedSessionId)
            .ExecuteDeleteAsync(cancellationToken);
        await database.PushDevices
            .Where(device => device.UserId == user.Id && (resumedSessionId == null || device.SessionId != resumedSessionId))
            .ExecuteDeleteAsync(cancellationToken);
        if (!keepTokens)
        {
            await database.ApiTokens.Where(token => token.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
        }

        live.End(new(UserId: user.Id, ResumedSessionId: resumedSessionId, KeepsTokens: keepTokens));
        return ended;
    }

    /// <summary>Deletes the tokens that may do more than their owner now may, so that a later promotion does not bring them back.</summary>
    internal Task EndTokensAboveAsync(User user, CancellationToken cancellationToken)
    {
        // Roles are stored as text, which the database cannot compare.
        var above = Enum.GetValues<UserRole>().Where(role => role > user.Role).ToList();
        return database.ApiTokens.Where(token => token.UserId == user.Id && above.Contains(token.Role)).ExecuteDeleteAsync(cancellationToken);
    }
}
