using FalconEye.Media.Motion;
using FalconEye.Relay.Upstream;
using FalconEye.Streaming;

namespace FalconEye.Relay.Motion;

/// <summary>Looks for motion in a camera's JPEG frames, a few a second.</summary>
internal sealed class MotionPictures(MotionWatch watch, TimeProvider time) : IAsyncDisposable
{
    private readonly FramePace _pace = new(MotionFrames.Rate, time);
    private readonly List<Task> _closing = [];
    private GreyDecoder? _decoder;

    /// <summary>Looks at a frame, unless it comes too soon. Its reference stays the caller's.</summary>
    internal void Take(Frame frame) => Take(frame.Jpeg.Span);

    /// <inheritdoc cref="Take(Frame)"/>
    internal void Take(ReadOnlySpan<byte> jpeg)
    {
        if (!watch.IsOn || !_pace.IsDue())
        {
            return;
        }

        if (_decoder is { HasEnded: true } ended)
        {
            _closing.RemoveAll(task => task.IsCompletedSuccessfully);
            _closing.Add(ended.DisposeAsync().AsTask());
            _decoder = null;
        }

        _decoder ??= GreyDecoder.OfPictures(watch, time);
        _decoder.TryWrite(jpeg);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_closing);
        if (_decoder is { } decoder)
        {
            await decoder.DisposeAsync();
        }

        watch.End();
    }
}
