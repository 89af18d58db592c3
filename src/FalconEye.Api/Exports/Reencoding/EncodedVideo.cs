using FalconEye.Api.Recordings.Playback;
using FalconEye.Media.Mp4.Playback;
using FalconEye.Media.Mp4.Reencoding;

namespace FalconEye.Api.Exports.Reencoding;

/// <summary>A file of an export that was encoded again. Its samples are in a file of their own until it is written.</summary>
/// <param name="spool">That file; disposed with the video, which deletes it.</param>
/// <param name="clip">The samples.</param>
/// <param name="start">When the first picture was recorded, UTC.</param>
/// <param name="origin">When the first picture is shown, from the beginning of the export.</param>
/// <param name="encoded">How it was encoded.</param>
internal sealed class EncodedVideo(FileStream spool, EncodedClip clip, DateTime start, TimeSpan origin, ExportManifest.Encoded encoded) : IExportVideo, IAsyncDisposable
{
    /// <summary>Ticks that are lost where times are converted.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private readonly List<ExportManifest.Part> _parts = [];

    internal EncodedClip Clip => clip;

    /// <summary>When the first picture is shown, from the beginning of the export.</summary>
    internal TimeSpan Origin => origin;

    public DateTime Start => start;

    public TimeSpan Duration => clip.Duration;

    public long DataLength => clip.DataLength;

    public IReadOnlyList<ExportManifest.Part> Parts => _parts;

    public ExportManifest.Encoded? Encoded => encoded;

    public ReadOnlyMemory<byte> WriteHead() => clip.WriteHead();

    public IEnumerable<(IByteSource Source, IReadOnlyList<FilePart> Bytes)> ReadData() => [(new LocalByteSource(spool), [new FilePart(0, clip.DataLength)])];

    /// <summary>Notes what a part of the video is of.</summary>
    internal void Cover(string recordingId, DateTime from, DateTime to, TimeSpan at)
    {
        if (_parts is [.., var last] && last.RecordingId == recordingId && from - last.To < Rounding)
        {
            _parts[^1] = last with { To = to };
            return;
        }

        _parts.Add(new ExportManifest.Part(recordingId, from, to, Math.Round(at.TotalSeconds, 3)));
    }

    /// <summary>Adds parts of a file behind the samples that are there.</summary>
    internal async Task AppendAsync(IByteSource source, IEnumerable<FilePart> parts, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        foreach (var part in parts)
        {
            for (var (offset, left) = (part.Offset, part.Length); left > 0;)
            {
                var read = await source.ReadAsync(offset, buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken);
                if (read == 0)
                {
                    throw new ExportException("A recording became shorter while it was exported.");
                }

                await spool.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                (offset, left) = (offset + read, left - read);
            }
        }
    }

    public ValueTask DisposeAsync() => spool.DisposeAsync();
}
