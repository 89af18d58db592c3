using FalconEye.Media.Ingest;
using FalconEye.Media.Mp4;
using FalconEye.Rtsp;

namespace FalconEye.Relay.Motion;

/// <summary>Looks for motion in a camera's compressed video: a decoder of its own, so that it works without viewers.</summary>
internal sealed class MotionUnits(MotionWatch watch, TimeProvider time) : ITimedUnitSink, IAsyncDisposable
{
    private readonly MotionPictures _pictures = new(watch, time);
    private readonly List<Task> _closing = [];
    private TrackDescription? _video;
    private GreyDecoder? _decoder;
    private FragmentWriter? _writer;
    private bool _isChanged;
    private bool _waitsForKeyframe = true;

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
        if (_video is not { } video)
        {
            return;
        }

        if (video.Codec == MediaCodec.Jpeg)
        {
            _pictures.Take(unit.Data);
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
        await Task.WhenAll(_closing);
        if (_decoder is { } decoder)
        {
            await decoder.DisposeAsync();
        }

        await _pictures.DisposeAsync();
    }

    private void Decode(in TimedUnit unit, TrackDescription video)
    {
        var mustStart = _decoder is null || _decoder.HasEnded || _isChanged;
        if (mustStart && !unit.IsKey)
        {
            _waitsForKeyframe = true;
            return;
        }

        if (mustStart)
        {
            if (_decoder is { } former)
            {
                _closing.RemoveAll(task => task.IsCompletedSuccessfully);
                _closing.Add(former.DisposeAsync().AsTask());
            }

            _isChanged = false;
            _decoder = GreyDecoder.OfVideo(watch, time);
            _decoder.TryWrite(InitWriter.Write([video]));
            _writer = new FragmentWriter([video]);
        }

        _writer!.Add(0, unit.Data, unit.DecodeTime, unit.CompositionOffset, unit.IsKey);
        _waitsForKeyframe = !_decoder!.TryWrite(_writer.Finish());
    }
}
