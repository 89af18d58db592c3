namespace FalconEye.Api.Recordings.Coverage;

/// <summary>A time without footage.</summary>
/// <param name="From">Its beginning, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Cause">Why.</param>
/// <param name="Reason">Why, as text for users, as it was reported at the time.</param>
internal sealed record CoverageGap(DateTime From, DateTime To, GapCause Cause, string Reason)
{
    /// <summary>How long, in seconds.</summary>
    public double Seconds => Math.Round((To - From).TotalSeconds, 1);
}
