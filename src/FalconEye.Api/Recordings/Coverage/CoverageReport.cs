namespace FalconEye.Api.Recordings.Coverage;

/// <summary>How much of a period there is film of.</summary>
/// <param name="From">The period's beginning, UTC; not before the camera was added.</param>
/// <param name="To">Its end, UTC; not after now.</param>
/// <param name="ShareRecorded">From 0 to 1.</param>
/// <param name="RecordedSeconds">How much film there is.</param>
/// <param name="Gaps">Each time without film, oldest first.</param>
/// <param name="Recordings">How many files the film is in.</param>
internal sealed record CoverageReport(
    DateTime From, DateTime To, double ShareRecorded, double RecordedSeconds, IReadOnlyList<CoverageGap> Gaps, int Recordings);
