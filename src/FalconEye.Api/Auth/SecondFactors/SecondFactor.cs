using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.SecondFactors;

/// <summary>Checks codes of authenticator apps, each of which is good once: who looks over a shoulder comes too late.</summary>
internal sealed class SecondFactor(UserManager<User> users, FalconEyeContext database, TimeProvider time)
{
    /// <summary>Takes a code of a user's app.</summary>
    /// <returns>Whether it is right and none of its time or later was taken before.</returns>
    internal async Task<bool> TakeAsync(User user, string digits, CancellationToken cancellationToken)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is not { } key || TotpCode.StepOf(digits, key, time.GetUtcNow()) is not { } step)
        {
            return false;
        }

        // The database decides, so that of two that come at once, on whichever copies of the server, one is taken.
        var taken = await database.Users.Where(known => known.Id == user.Id && (known.LastTotpStep == null || known.LastTotpStep < step))
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.LastTotpStep, step), cancellationToken);
        user.LastTotpStep = taken > 0 ? step : user.LastTotpStep;
        return taken > 0;
    }
}
