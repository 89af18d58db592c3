using FalconEye.Api.Recordings.Playback;
using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Exports;

/// <summary>A file of an export as it was recorded, before it is written: what it will have, from which open recordings.</summary>
/// <param name="Clip">The samples.</param>
internal sealed record PlannedVideo(RecordingClip Clip) : IExportVideo, IDisposable
{
    internal List<(string RecordingId, DateTime Start, OpenedRecording File, ClipPart Part)> Taken { get; } = [];

    public DateTime Start => Taken[0].Start + Taken[0].Part.Begin;

    public TimeSpan Duration => Clip.Duration;

    public long DataLength => Clip.DataLength;

    public IReadOnlyList<ExportManifest.Part> Parts => [.. Taken.Select(part => new ExportManifest.Part(
        part.RecordingId, part.Start + part.Part.Begin, part.Start + part.Part.End, Math.Round(part.Part.At.TotalSeconds, 3)))];

    public ExportManifest.Encoded? Encoded => null;

    public ReadOnlyMemory<byte> WriteHead() => Clip.WriteHead();

    public IEnumerable<(IByteSource Source, IReadOnlyList<FilePart> Bytes)> ReadData()
    {
        foreach (var (_, _, file, part) in Taken)
        {
            yield return (file.Source, part.Parts);
            file.Dispose();
        }
    }

    public void Dispose() => Taken.ForEach(part => part.File.Dispose());
}

/// <summary>A camera of an export as it was recorded, before it is written.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Videos">Its files.</param>
/// <param name="Gaps">When there is no video.</param>
internal sealed record PlannedCamera(ExportCamera Camera, IReadOnlyList<PlannedVideo> Videos, IReadOnlyList<ExportManifest.Gap> Gaps) : IExportSource, IDisposable
{
    internal long DataLength => Videos.Sum(video => video.Clip.DataLength);

    public IAsyncEnumerable<IExportVideo> ReadVideosAsync(CancellationToken cancellationToken) => Videos.ToAsyncEnumerable();

    public Task<IReadOnlyList<ExportManifest.Gap>> FindGapsAsync(CancellationToken cancellationToken) => Task.FromResult(Gaps);

    public void Dispose()
    {
        foreach (var video in Videos)
        {
            video.Dispose();
        }
    }
}
