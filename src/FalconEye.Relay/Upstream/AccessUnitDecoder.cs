using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;
using FalconEye.Media.Mp4;
using FalconEye.Rtsp;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// Makes JPEG frames of a camera's compressed video: an FFmpeg that is fed one fragment for each frame, with its time, decodes, scales and
/// encodes. Motion JPEG needs no decoding when it has the wanted size.
/// </summary>
/// <param name="settings">The relay's.</param>
/// <param name="pool">Where the frames' buffers come from.</param>
/// <param name="time">The clock.</param>
/// <param name="onPicture">Takes each frame with its reference.</param>
/// <param name="failed">Faults when the decoding fails.</param>
internal sealed class AccessUnitDecoder(
    RelaySettings settings, FramePool pool, TimeProvider time, Action<Frame> onPicture, TaskCompletionSource failed)
    : ITimedUnitSink, IAsyncDisposable
{
    /// <summary>Two seconds at 16 Mbit/s; what FFmpeg does not decode in time is dropped up to the next keyframe.</summary>
    private const int MaxQueued = 4 * 1024 * 1024;

    private static readonly string[] Input = ["-f", "mp4", .. FfmpegOutput.LowLatency];

    private readonly FrameScaler _sizing = new(settings, pool, time, onPicture, failed);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _decoding = [];
    private TrackDescription? _video;
    private JpegSplitter? _splitter;
    private PipedFfmpeg? _ffmpeg;
    private FragmentWriter? _writer;
    private bool _isChanged;
    private bool _waitsForKeyframe = true;
    private long _fedSince;

    /// <summary>How long FFmpeg has been fed without a frame coming out of it.</summary>
    internal TimeSpan Delay => Interlocked.Read(ref _fedSince) is > 0 and var since ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <inheritdoc/>
    public void OnDescription(StreamDescription stream)
    {
        // Its only track: indices in a file count from there.
        _video = stream.Video is { } video ? video with { Index = 0 } : null;
        _isChanged = true;
    }

    /// <inheritdoc/>
    public void OnUnit(in TimedUnit unit)
    {
        if (_video is not { } video || unit.Track != 0)
        {
            return;
        }

        if (video.Codec == MediaCodec.Jpeg)
        {
            _splitter ??= new JpegSplitter(pool, time, _sizing.Take);
            _splitter.Push(unit.Data);
            return;
        }

        _waitsForKeyframe &= !unit.IsKey;
        if (!_waitsForKeyframe && video.IsComplete)
        {
            Decode(unit, video);
        }
    }

    /// <inheritdoc/>
    public void OnLoss(int track, int packets)
    {
        // The next frame that comes is a keyframe.
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_decoding);
        await _sizing.DisposeAsync();
        _splitter?.Dispose();
        _stopping.Dispose();
    }

    private void Decode(in TimedUnit unit, TrackDescription video)
    {
        if (_ffmpeg is null || (_isChanged && unit.IsKey))
        {
            _ffmpeg?.CompleteInput();
            _isChanged = false;
            _ffmpeg = PipedFfmpeg.Start(Input, FfmpegOutput.Arguments(settings), MaxQueued, time);
            _ffmpeg.TryWrite(InitWriter.Write([video]));
            _writer = new FragmentWriter([video]);
            _decoding.RemoveAll(task => task.IsCompletedSuccessfully);
            _decoding.Add(ReadAsync(_ffmpeg));
        }

        _writer!.Add(0, unit.Data, unit.DecodeTime, unit.CompositionOffset, unit.IsKey);
        _waitsForKeyframe = !_ffmpeg.TryWrite(_writer.Finish());
        Interlocked.CompareExchange(ref _fedSince, time.GetTimestamp(), 0);
    }

    private void Deliver(Frame frame)
    {
        Interlocked.Exchange(ref _fedSince, 0);
        onPicture(frame);
    }

    private async Task ReadAsync(PipedFfmpeg ffmpeg)
    {
        await using var resources = ffmpeg;
        try
        {
            await FrameStreamReader.ReadAsync(await ffmpeg.OpenOutputAsync(), pool, time, Deliver, _stopping.Token);
            var end = await ffmpeg.ExplainEndAsync(
                new SourceFailure(FailureReasons.UnsupportedCodec, "The camera's video cannot be decoded by FFmpeg: choose H.264 or H.265 in its settings."),
                _stopping.Token);
            if (ffmpeg == _ffmpeg)
            {
                failed.TrySetException(end);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The source is closed.
        }
        catch (Exception e) when (e is IOException or System.ComponentModel.Win32Exception)
        {
            failed.TrySetException(new SourceFailedException(new SourceFailure(FailureReasons.Failed, "FFmpeg cannot be started: install the package ffmpeg."), e));
        }
    }
}
