using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// Gives JPEG frames the wanted size: those that have it pass as they are; with the first that has not an FFmpeg is started that scales all
/// that follow. The connection to the camera stays the same one.
/// </summary>
/// <param name="settings">The relay's.</param>
/// <param name="pool">Where the frames' buffers come from.</param>
/// <param name="time">The clock.</param>
/// <param name="onFrame">Takes each frame with its reference.</param>
/// <param name="failed">Faults when the conversion fails.</param>
internal sealed class FrameScaler(RelaySettings settings, FramePool pool, TimeProvider time, Action<Frame> onFrame, TaskCompletionSource failed) : IAsyncDisposable
{
    /// <summary>Some frames of any camera, or one of a large one.</summary>
    private const int MaxQueued = 16 * 1024 * 1024;

    private readonly FramePace _pace = new(settings.Fps, time);
    private readonly CancellationTokenSource _stopping = new();
    private PipedFfmpeg? _ffmpeg;
    private Task _converting = Task.CompletedTask;

    /// <summary>Takes a frame with its reference.</summary>
    internal void Take(Frame frame)
    {
        if (_ffmpeg is null && frame.Width == settings.Width && frame.Height == settings.Height)
        {
            Pass(frame);
            return;
        }

        if (_ffmpeg is null)
        {
            _ffmpeg = PipedFfmpeg.Start(
                ["-f", "mpjpeg", "-use_wallclock_as_timestamps", "1", .. FfmpegOutput.LowLatency], FfmpegOutput.Arguments(settings), MaxQueued, time);
            _ffmpeg.TryWrite("--frame\r\n"u8);
            _converting = ConvertAsync(_ffmpeg);
        }

        // Without a place in the queue the frame is dropped: the next one is newer.
        _ffmpeg.TryWrite(frame.Part.Span);
        frame.Release();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _converting;
        if (_ffmpeg is not null)
        {
            await _ffmpeg.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private void Pass(Frame frame)
    {
        if (_pace.IsDue())
        {
            onFrame(frame);
        }
        else
        {
            frame.Release();
        }
    }

    private async Task ConvertAsync(PipedFfmpeg ffmpeg)
    {
        try
        {
            await FrameStreamReader.ReadAsync(await ffmpeg.OpenOutputAsync(), pool, time, onFrame, _stopping.Token);
            failed.TrySetException(await ffmpeg.ExplainEndAsync(
                new SourceFailure(FailureReasons.Failed, "The camera's pictures cannot be converted: they are no JPEG that FFmpeg decodes."), _stopping.Token));
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
