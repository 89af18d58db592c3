using System.ComponentModel;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Motion;
using FalconEye.Relay.Upstream;

namespace FalconEye.Relay.Motion;

/// <summary>An FFmpeg that makes small grey frames of what it is fed, in the sandbox as every other.</summary>
internal sealed class GreyDecoder : IAsyncDisposable
{
    private const int MaxQueued = 4 * 1024 * 1024;

    private readonly PipedFfmpeg _ffmpeg;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _reading;
    private volatile bool _hasEnded;

    private GreyDecoder(PipedFfmpeg ffmpeg, MotionWatch watch)
    {
        _ffmpeg = ffmpeg;
        _reading = ReadAsync(watch);
    }

    /// <summary>Whether it has given up: another one is needed.</summary>
    internal bool HasEnded => _hasEnded;

    /// <summary>Starts one for fragments of MP4, of which it takes <see cref="MotionFrames.Rate"/> frames a second.</summary>
    internal static GreyDecoder OfVideo(MotionWatch watch, TimeProvider time) =>
        Start(["-f", "mp4", .. FfmpegOutput.LowLatency, .. MotionFrames.Decoding], MotionFrames.Thinning, watch, time);

    /// <summary>Starts one for JPEG frames, which come at <see cref="MotionFrames.Rate"/> already.</summary>
    internal static GreyDecoder OfPictures(MotionWatch watch, TimeProvider time) =>
        Start(["-f", "mjpeg", .. FfmpegOutput.LowLatency], "", watch, time);

    /// <summary>Hands it bytes; see <see cref="PipedFfmpeg.TryWrite(ReadOnlySpan{byte})"/>.</summary>
    internal bool TryWrite(ReadOnlySpan<byte> bytes) => _ffmpeg.TryWrite(bytes);

    /// <inheritdoc cref="TryWrite(ReadOnlySpan{byte})"/>
    internal bool TryWrite(IReadOnlyList<ReadOnlyMemory<byte>> bytes) => _ffmpeg.TryWrite(bytes);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reading;
        await _ffmpeg.DisposeAsync();
        _stopping.Dispose();
    }

    private static GreyDecoder Start(IReadOnlyList<string> input, string thinning, MotionWatch watch, TimeProvider time) =>
        new(PipedFfmpeg.Start(input, MotionFrames.Output(thinning, watch.ShownAspect), MaxQueued, time), watch);

    private async Task ReadAsync(MotionWatch watch)
    {
        var picture = new byte[MotionDetector.Width * MotionDetector.Height];
        try
        {
            var output = await _ffmpeg.OpenOutputAsync();
            while (true)
            {
                await output.ReadExactlyAsync(picture, _stopping.Token);
                watch.Take(picture);
            }
        }
        catch (Exception e) when (e is IOException or Win32Exception or OperationCanceledException)
        {
            // It was closed, or FFmpeg ended; anyone who feeds it starts another one.
        }
        finally
        {
            _hasEnded = true;
        }
    }
}
