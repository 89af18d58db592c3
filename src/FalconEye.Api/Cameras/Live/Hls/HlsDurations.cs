namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>
/// How long the segments and parts of a stream may last. A playlist must not change either, so both are set by what the first segment was like.
/// </summary>
/// <param name="Target">The target duration, in whole seconds: no segment is longer, rounded.</param>
/// <param name="PartTarget">The part target, in whole milliseconds: no part is longer.</param>
internal sealed record HlsDurations(TimeSpan Target, TimeSpan PartTarget)
{
    /// <summary>The longest target duration; keyframes that are further apart make segments that begin without one.</summary>
    internal const int MaxTargetSeconds = 6;

    /// <summary>Shorter parts mean more requests (three a second of each kind), longer ones an older picture.</summary>
    private const double WantedPartSeconds = 0.33;

    /// <summary>Frames do not come at equal distances.</summary>
    private const double Jitter = 1.08;

    /// <summary>A segment's duration, rounded, must not exceed the target (RFC 8216, section 4.3.3.1).</summary>
    private static readonly TimeSpan Excess = TimeSpan.FromSeconds(0.4);

    /// <summary>A segment that lasts as long as this is ended.</summary>
    internal TimeSpan MaxSegment => Target + Excess;

    /// <summary>A part but for the last of a segment must have 85 % of the part target (rfc8216bis, section 4.4.3.7).</summary>
    internal TimeSpan MinPart => PartTarget * 0.85;

    /// <summary>How far behind the newest part a player should stay: three parts, as rfc8216bis recommends (section 4.4.3.8).</summary>
    internal TimeSpan PartHoldBack => PartTarget * 3;

    /// <summary>The same for players that take whole segments.</summary>
    internal TimeSpan HoldBack => Target * 3;

    /// <summary>
    /// How many parts ahead of the newest one a request may wait for: three seconds of them (rfc8216bis, section 6.2.5.2) or, where that is more, a
    /// segment's, since hls.js without its low-latency mode asks for the last part of the next segment.
    /// </summary>
    internal int AdvancePartLimit => (int)Math.Ceiling(Math.Max(PartTarget < TimeSpan.FromSeconds(1) ? 3 / PartTarget.TotalSeconds : 3, MaxSegment / MinPart));

    /// <summary>How long the longest first segment may last.</summary>
    internal static TimeSpan MaxFirstSegment { get; } = TimeSpan.FromSeconds(MaxTargetSeconds) + Excess;

    /// <summary>
    /// The durations of a stream by its first segment, which is cut into nearly equal parts of whole frames that last about a third of a second,
    /// so that none is left over at its end.
    /// </summary>
    /// <param name="duration">How long the segment lasted.</param>
    /// <param name="frames">How many frames it has; one at least.</param>
    internal static HlsDurations Of(TimeSpan duration, int frames)
    {
        var target = Math.Clamp(Math.Round(duration.TotalSeconds), 1, MaxTargetSeconds);
        var parts = Math.Max(1, Math.Round(duration.TotalSeconds / WantedPartSeconds));
        var part = Math.Ceiling(frames / parts) * duration.TotalSeconds / frames * Jitter;
        return new(TimeSpan.FromSeconds(target), TimeSpan.FromMilliseconds(Math.Round(Math.Min(part, target) * 1000)));
    }
}
