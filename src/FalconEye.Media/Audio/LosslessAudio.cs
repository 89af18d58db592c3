using System.Buffers.Binary;
using FalconEye.Rtsp;

namespace FalconEye.Media.Audio;

/// <summary>
/// Stores sound that browsers do not play in MP4 (G.711, L16) as FLAC, without loss: see docs/decisions/0028. One unit becomes one FLAC
/// frame. Not thread-safe.
/// </summary>
internal sealed class LosslessAudio
{
    private readonly MediaCodec _codec;
    private readonly int _channels;
    private readonly FlacEncoder _encoder;
    private short[] _samples = [];

    internal LosslessAudio(TrackDescription track)
    {
        _codec = track.Codec;
        _channels = Math.Clamp(track.Channels, 1, 8);
        _encoder = new FlacEncoder(track.SampleRate, _channels);
    }

    /// <summary>Whether a codec is stored so.</summary>
    internal static bool Takes(MediaCodec codec) => codec is MediaCodec.MuLaw or MediaCodec.ALaw or MediaCodec.L16;

    /// <summary>How many samples of a channel a unit has; more than a frame can hold are cut off.</summary>
    internal int SamplesOf(ReadOnlySpan<byte> unit) =>
        Math.Min(unit.Length / (_channels * (_codec == MediaCodec.L16 ? sizeof(short) : 1)), FlacEncoder.MaxBlockLength);

    /// <summary>Encodes a unit of at least one sample.</summary>
    /// <returns>The frame, valid until the next call.</returns>
    internal ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> unit)
    {
        var count = SamplesOf(unit) * _channels;
        if (_samples.Length < count)
        {
            _samples = new short[count];
        }

        var samples = _samples.AsSpan(0, count);
        switch (_codec)
        {
            case MediaCodec.MuLaw:
                G711.DecodeMuLaw(unit[..count], samples);
                break;
            case MediaCodec.ALaw:
                G711.DecodeALaw(unit[..count], samples);
                break;
            default:
                for (var i = 0; i < count; i++)
                {
                    samples[i] = BinaryPrimitives.ReadInt16BigEndian(unit[(i * sizeof(short))..]);
                }

                break;
        }

        return _encoder.Encode(samples);
    }
}
