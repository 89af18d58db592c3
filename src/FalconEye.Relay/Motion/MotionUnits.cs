using FalconEye.Relay.Upstream;

namespace FalconEye.Relay.Motion;

/// <summary>Looks for motion in a camera's compressed video: a decoder of its own, so that it works without viewers.</summary>
internal sealed class MotionUnits(MotionWatch watch, TimeProvider time) : DecoderFeed, IAsyncDisposable
{
    private readonly MotionPictures _pictures = new(watch, time);
    private readonly List<Task> _closing = [];
    private GreyDecoder? _decoder;

    /// <inheritdoc/>
    protected override bool HasDecoder => _decoder is { HasEnded: false };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_closing);
        if (_decoder is { } decoder)
        {
            await decoder.DisposeAsync();
        }

        await _pictures.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void TakeJpeg(ReadOnlySpan<byte> jpeg) => _pictures.Take(jpeg);

    /// <inheritdoc/>
    protected override void StartDecoder()
    {
        if (_decoder is { } former)
        {
            _closing.RemoveAll(task => task.IsCompletedSuccessfully);
            _closing.Add(former.DisposeAsync().AsTask());
        }

        _decoder = GreyDecoder.OfVideo(watch, time);
    }

    /// <inheritdoc/>
    protected override bool TryWrite(IReadOnlyList<ReadOnlyMemory<byte>> bytes) => _decoder!.TryWrite(bytes);
}
