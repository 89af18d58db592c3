namespace FalconEye.Api.Recordings.Coverage;

/// <summary>How much of a period is recorded.</summary>
/// <param name="From">The period's beginning, UTC; not before the camera was added.</param>
/// <param name="To">Its end, UTC; not after now.</param>
/// <param name="ShareRecorded">From 0 to 1.</param>
/// <param name="RecordedSeconds">How much footage there is.</param>
/// <param name="Gaps">Each time without footage, oldest first.</param>
/// <param name="Recordings">How many files the footage is in.</param>
/// <param name="Quiet">Each time without footage in which nothing happened, since the camera was recorded on events; they are no gaps.</param>
internal sealed record CoverageReport(
    DateTime From, DateTime To, double ShareRecorded, double RecordedSeconds, IReadOnlyList<CoverageGap> Gaps, int Recordings, IReadOnlyList<CoverageGap> Quiet);
