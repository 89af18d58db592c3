using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// Makes JPEG frames of a camera's compressed video: an FFmpeg decodes, scales and encodes. Motion JPEG needs no decoding when it has the wanted
/// size.
/// </summary>
/// <param name="settings">The relay's.</param>
/// <param name="pool">Where the frames' buffers come from.</param>
/// <param name="time">The clock.</param>
/// <param name="onPicture">Takes each frame with its reference.</param>
/// <param name="failed">Faults when the decoding fails.</param>
internal sealed class AccessUnitDecoder(
    RelaySettings settings, FramePool pool, TimeProvider time, Action<Frame> onPicture, TaskCompletionSource failed)
    : DecoderFeed, IAsyncDisposable
{
    /// <summary>Two seconds at 16 Mbit/s; what FFmpeg does not decode in time is dropped up to the next keyframe.</summary>
    private const int MaxQueued = 4 * 1024 * 1024;

    private static readonly string[] Input = ["-f", "mp4", .. FfmpegOutput.LowLatency];

    private readonly FrameScaler _sizing = new(settings, pool, time, onPicture, failed);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _decoding = [];
    private JpegSplitter? _splitter;
    private PipedFfmpeg? _ffmpeg;
    private long _fedSince;

    /// <summary>How long FFmpeg has been fed without a frame coming out of it.</summary>
    internal TimeSpan Delay => Interlocked.Read(ref _fedSince) is > 0 and var since ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <inheritdoc/>
    protected override bool HasDecoder => _ffmpeg is not null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_decoding);
        await _sizing.DisposeAsync();
        _splitter?.Dispose();
        _stopping.Dispose();
    }

    /// <inheritdoc/>
    protected override void TakeJpeg(ReadOnlySpan<byte> jpeg)
    {
        _splitter ??= new JpegSplitter(pool, time, _sizing.Take);
        _splitter.Push(jpeg);
    }

    /// <inheritdoc/>
    protected override void StartDecoder()
    {
        _ffmpeg?.CompleteInput();
        _ffmpeg = PipedFfmpeg.Start(Input, FfmpegOutput.Arguments(settings), MaxQueued, time);
        _decoding.RemoveAll(task => task.IsCompletedSuccessfully);
        _decoding.Add(ReadAsync(_ffmpeg));
    }

    /// <inheritdoc/>
    protected override bool TryWrite(IReadOnlyList<ReadOnlyMemory<byte>> bytes)
    {
        var isTaken = _ffmpeg!.TryWrite(bytes);
        Interlocked.CompareExchange(ref _fedSince, time.GetTimestamp(), 0);
        return isTaken;
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
