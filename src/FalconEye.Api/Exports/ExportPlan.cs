using FalconEye.Api.Recordings.Playback;
using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Exports;

/// <summary>A file of an export before it is written: what it will have, from which open recordings.</summary>
/// <param name="Clip">The samples.</param>
internal sealed record PlannedVideo(RecordingClip Clip) : IDisposable
{
    internal List<(string RecordingId, DateTime Start, OpenedRecording File, ClipPart Part)> Parts { get; } = [];

    public void Dispose() => Parts.ForEach(part => part.File.Dispose());
}

/// <summary>A camera of an export before it is written.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Videos">Its files.</param>
/// <param name="Gaps">When there is no video.</param>
internal sealed record PlannedCamera(ExportCamera Camera, IReadOnlyList<PlannedVideo> Videos, IReadOnlyList<ExportManifest.Gap> Gaps) : IDisposable
{
    internal long DataLength => Videos.Sum(video => video.Clip.DataLength);

    public void Dispose()
    {
        foreach (var video in Videos)
        {
            video.Dispose();
        }
    }
}
