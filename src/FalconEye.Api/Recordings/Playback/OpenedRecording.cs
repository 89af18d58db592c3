using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>A recording whose file can be read.</summary>
/// <param name="Source">Its file.</param>
/// <param name="Written">When it was last written, UTC.</param>
/// <param name="Index">Where its segments are.</param>
internal sealed record OpenedRecording(IByteSource Source, DateTime Written, PlaybackIndex Index) : IDisposable
{
    public void Dispose() => (Source as IDisposable)?.Dispose();
}
