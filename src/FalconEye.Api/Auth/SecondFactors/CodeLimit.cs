using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.SecondFactors;

/// <summary>
/// Limits wrong codes of the second factor for each account, whatever addresses they come from. Only those who know the password get this
/// far, so a wait locks out only the owner and a thief. The count is kept in the database, and only a right code resets it.
/// </summary>
internal sealed class CodeLimit(FalconEyeContext database, TimeProvider time)
{
    /// <summary>Wrong codes without a wait.</summary>
    internal const int Free = 10;

    /// <summary>Of attempts that come at once one is counted at a time; the others try again this often.</summary>
    private const int CountAttempts = 8;

    private const int MaxDoublings = 10;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);

    /// <summary>Counts an attempt, before its code is checked, so that attempts that come at once are not all free.</summary>
    /// <returns>How long codes of this account are refused; zero when the code may be checked.</returns>
    internal async Task<TimeSpan> CountAsync(User user, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < CountAttempts; attempt++)
        {
            var now = time.GetUtcNow().UtcDateTime;
            var state = await database.Users.AsNoTracking().Where(known => known.Id == user.Id)
                .Select(known => new { known.WrongCodes, known.CodesLockedUntil }).FirstOrDefaultAsync(cancellationToken);
            if (state is null || state.CodesLockedUntil > now)
            {
                return (state?.CodesLockedUntil ?? now + FirstWait) - now;
            }

            var count = state.WrongCodes + 1;
            DateTime? locked = count < Free ? null : now + (FirstWait * (1 << Math.Min(count - Free, MaxDoublings)));
            var counted = await database.Users.Where(known => known.Id == user.Id && known.WrongCodes == state.WrongCodes)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(known => known.WrongCodes, count).SetProperty(known => known.CodesLockedUntil, locked), cancellationToken);
            if (counted > 0)
            {
                return TimeSpan.Zero;
            }
        }

        return TimeSpan.FromSeconds(1);
    }

    /// <summary>How long codes of an account are refused now.</summary>
    internal async Task<TimeSpan> WaitForAsync(User user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var until = await database.Users.Where(known => known.Id == user.Id).Select(known => known.CodesLockedUntil).FirstOrDefaultAsync(cancellationToken);
        return until > now ? until.Value - now : TimeSpan.Zero;
    }

    /// <summary>Forgets the wrong codes after a right one, which was counted as one when it began.</summary>
    /// <returns>How many wrong ones there were before it.</returns>
    internal async Task<int> ResetAsync(User user, CancellationToken cancellationToken)
    {
        var wrong = await database.Users.Where(known => known.Id == user.Id).Select(known => known.WrongCodes).FirstOrDefaultAsync(cancellationToken);
        await database.Users.Where(known => known.Id == user.Id).ExecuteUpdateAsync(
            set => set.SetProperty(known => known.WrongCodes, 0).SetProperty(known => known.CodesLockedUntil, (DateTime?)null), cancellationToken);
        return Math.Max(0, wrong - 1);
    }
}
