using FalconEye.Api.Problems;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>The time that is asked for.</summary>
/// <param name="From">Its beginning, UTC.</param>
/// <param name="To">Its end, UTC.</param>
internal sealed record PlaybackPeriod(DateTime From, DateTime To)
{
    /// <summary>A day, also one on which the clocks are set back.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(25);

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks what a client asks for.</summary>
    /// <param name="from">Needed.</param>
    /// <param name="to">Needed.</param>
    /// <param name="longest">The most that is given out at once.</param>
    internal static Result<PlaybackPeriod> Of(DateTimeOffset? from, DateTimeOffset? to, TimeSpan longest)
    {
        if (ProblemOf(from, "from") is { } wrongFrom)
        {
            return wrongFrom;
        }

        if (ProblemOf(to, "to") is { } wrongTo)
        {
            return wrongTo;
        }

        return to <= from ? Refusal.Invalid("to", "\"to\" must be later than \"from\".")
            : to - from > longest ? Refusal.Invalid("to", $"At most {longest.TotalHours:0} hours at once: let \"to\" be closer to \"from\".")
            : new PlaybackPeriod(from!.Value.UtcDateTime, to!.Value.UtcDateTime);
    }

    /// <summary>What is wrong with a time that a client names.</summary>
    internal static Refusal? ProblemOf(DateTimeOffset? time, string field) => time switch
    {
        null => Refusal.Invalid(field, $"\"{field}\" is missing: a time such as 2026-05-01T12:00:00Z."),
        _ when time < Earliest || time > Latest => Refusal.Invalid(field, $"\"{field}\" must lie between the years 2000 and 2200."),
        _ => null,
    };
}
