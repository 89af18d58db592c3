using FalconEye.Media.Mp4.Playback;
using FalconEye.Media.Mp4.Reencoding;

namespace FalconEye.Api.Exports.Reencoding;

/// <summary>Some of a recording that is encoded at once.</summary>
/// <param name="Begin">From when of the recording.</param>
/// <param name="End">Until when.</param>
internal sealed record EncodingStep(TimeSpan Begin, TimeSpan End)
{
    /// <summary>The pictures; <see langword="null"/> when none of this time is shown.</summary>
    internal PictureBatch? Batch { get; init; }

    /// <summary>Where the batch's times begin.</summary>
    internal TimeSpan Origin { get; init; }

    /// <summary>How long the pictures are shown.</summary>
    internal TimeSpan Length { get; init; }

    /// <summary>When they are shown, from the beginning of the export; <see langword="null"/> for behind what is there.</summary>
    internal TimeSpan? At { get; init; }

    /// <summary>The segment whose sound goes with them.</summary>
    internal PlaybackSegment? Sound { get; init; }

    /// <summary>Why it cannot be encoded.</summary>
    internal string? Problem { get; init; }
}
