using FalconEye.Media.Mp4;
using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>Keeps a camera's first keyframe, and measures its frame rate over the frames around it.</summary>
internal sealed class FirstKeyframe : ITimedUnitSink
{
    /// <summary>Enough for the rate of a steady camera, and less than a second of most.</summary>
    private const int FramesMeasured = 12;

    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StreamDescription? _stream;
    private int _frames;
    private long _first;
    private long _last;

    /// <summary>Completes when picture and rate are known.</summary>
    internal Task Completed => _completed.Task;

    /// <summary>The newest description of the stream; <see langword="null"/> before it has come.</summary>
    internal StreamDescription? Stream => Volatile.Read(ref _stream);

    /// <summary>A JPEG picture, or an MP4 file of one frame; <see langword="null"/> before a keyframe has come.</summary>
    internal byte[]? Picture { get; private set; }

    /// <summary>Frames a second; <see langword="null"/> for fewer than three frames.</summary>
    internal double? FramesPerSecond => _frames < 3 || _last <= _first || Stream?.Video is not { } video
        ? null
        : Math.Round((_frames - 1) * (double)video.ClockRate / (_last - _first), 2);

    /// <inheritdoc/>
    public void OnDescription(StreamDescription stream) => Volatile.Write(ref _stream, stream);

    /// <inheritdoc/>
    public void OnUnit(in TimedUnit unit)
    {
        if (Completed.IsCompleted || _stream!.Video is not { } video || unit.Track != video.Index)
        {
            return;
        }

        if (Picture is null && unit.IsKey && video.IsComplete)
        {
            Picture = video.Codec == MediaCodec.Jpeg ? unit.Data.ToArray() : FileOf(video with { Index = 0 }, unit);
        }

        _first = _frames == 0 ? unit.DecodeTime : _first;
        _last = unit.DecodeTime;
        if (++_frames >= FramesMeasured && Picture is not null)
        {
            _completed.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public void OnLoss(int track, int packets)
    {
        // The next frame that comes is a keyframe.
    }

    private static byte[] FileOf(TrackDescription video, in TimedUnit unit)
    {
        var writer = new FragmentWriter([video]);
        writer.Add(0, unit.Data, 0, 0, isKey: true);
        return [.. InitWriter.Write([video]), .. writer.Finish().SelectMany(part => part.ToArray())];
    }
}
