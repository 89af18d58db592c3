using FalconEye.Media.Ingest;
using FalconEye.Media.Mp4;
using FalconEye.Rtsp;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// Feeds a decoder with the frames of a camera's video, from a keyframe on: each as one fragment of MP4 with its time, or JPEG as it is. What
/// the decoder refuses is left out up to the next keyframe.
/// </summary>
internal abstract class DecoderFeed : ITimedUnitSink
{
    private TrackDescription? _video;
    private FragmentWriter? _writer;
    private bool _isChanged;
    private bool _waitsForKeyframe = true;

    /// <summary>Whether a decoder runs that takes fragments.</summary>
    protected abstract bool HasDecoder { get; }

    /// <inheritdoc/>
    public void OnDescription(StreamDescription stream)
    {
        // Its only track: indices in a file count from there.
        _video = stream.Video is { } video ? video with { Index = 0 } : null;
        _isChanged = true;
    }

    /// <summary>Takes a unit of the video; others are not handed over.</summary>
    public void OnUnit(in TimedUnit unit)
    {
        if (_video is not { } video)
        {
            return;
        }

        if (video.Codec == MediaCodec.Jpeg)
        {
            TakeJpeg(unit.Data);
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

    /// <summary>Takes a frame of Motion JPEG.</summary>
    protected abstract void TakeJpeg(ReadOnlySpan<byte> jpeg);

    /// <summary>Starts a decoder in place of the one that runs.</summary>
    protected abstract void StartDecoder();

    /// <summary>Hands bytes to the decoder.</summary>
    /// <returns>False when it did not take them.</returns>
    protected abstract bool TryWrite(IReadOnlyList<ReadOnlyMemory<byte>> bytes);

    private void Decode(in TimedUnit unit, TrackDescription video)
    {
        if (!HasDecoder || _isChanged)
        {
            if (!unit.IsKey)
            {
                _waitsForKeyframe = true;
                return;
            }

            _isChanged = false;
            StartDecoder();
            TryWrite([InitWriter.Write([video])]);
            _writer = new FragmentWriter([video]);
        }

        _writer!.Add(0, unit.Data, unit.DecodeTime, unit.CompositionOffset, unit.IsKey);
        _waitsForKeyframe = !TryWrite(_writer.Finish());
    }
}
