namespace FalconEye.Api.Recordings.Retention;

/// <summary>What retention knows of a finished recording that is not protected.</summary>
/// <param name="Id">The recording.</param>
/// <param name="CameraId">Its camera; null once that is deleted.</param>
/// <param name="CameraName">The camera's name when it was recorded.</param>
/// <param name="Node">The machine that has its file.</param>
/// <param name="Start">When it begins, UTC.</param>
/// <param name="End">When it ends, UTC; null when that is not known.</param>
/// <param name="Bytes">Its size; null when that is not known.</param>
internal sealed record RetentionRow(string Id, Guid? CameraId, string CameraName, string? Node, DateTime Start, DateTime? End, long? Bytes)
{
    /// <summary>A file is at most a day long (<c>SEGMENT_DURATION</c>), and ends at the keyframe after.</summary>
    private static readonly TimeSpan MaxRecordingLength = TimeSpan.FromHours(25);

    /// <summary>When it ends at the latest.</summary>
    internal DateTime LatestEnd => End ?? Start + MaxRecordingLength;
}
