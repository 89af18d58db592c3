using System.Runtime.InteropServices;
using FalconEye.Media.Audio;
using FalconEye.Rtsp;
using FalconEye.Rtsp.Bitstream;

namespace FalconEye.Media.Mp4;

/// <summary>One track's samples of the fragment that is being written.</summary>
internal sealed class FragmentTrack
{
    private readonly LosslessAudio? _lossless;
    private readonly uint _usualDuration;
    private byte[] _data = new byte[16 * 1024];
    private uint _lastDuration;
    private long _lastDecodeTime;

    internal FragmentTrack(TrackDescription track)
    {
        Index = track.Index;
        _lossless = track.SampleEntry.IsEmpty && LosslessAudio.Takes(track.Codec) ? new LosslessAudio(track) : null;
        _usualDuration = (uint)Math.Max(DurationOf(track), 1);
    }

    internal int Index { get; }

    internal List<Sample> Samples { get; } = [];

    /// <summary>When the first sample is decoded.</summary>
    internal long DecodeTime { get; private set; }

    internal bool HasCompositionOffsets { get; private set; }

    /// <summary>Bytes of the samples.</summary>
    internal int Length { get; private set; }

    internal ReadOnlyMemory<byte> Data => _data.AsMemory(0, Length);

    /// <summary>Where in the fragment's head the place of the samples is to be written.</summary>
    internal int DataOffsetField { get; set; }

    internal void Add(ReadOnlySpan<byte> unit, long decodeTime, int compositionOffset, uint flags)
    {
        var duration = _lastDuration > 0 ? _lastDuration : _usualDuration;
        if (_lossless is not null)
        {
            var samples = _lossless.SamplesOf(unit);
            if (samples == 0)
            {
                return;
            }

            unit = _lossless.Encode(unit);
            duration = (uint)samples;
        }

        if (Samples.Count == 0)
        {
            DecodeTime = decodeTime;
        }
        else
        {
            EndAt(decodeTime);
        }

        Append(unit);
        Samples.Add(new Sample(duration, (uint)unit.Length, flags, compositionOffset));
        HasCompositionOffsets |= compositionOffset != 0;
        _lastDecodeTime = decodeTime;
    }

    /// <summary>The last sample lasts until then. A duration of 0 stops Safari, and one below it nothing can have.</summary>
    internal void EndAt(long decodeTime)
    {
        if (Samples.Count > 0)
        {
            _lastDuration = (uint)Math.Clamp(decodeTime - _lastDecodeTime, 1, int.MaxValue);
            CollectionsMarshal.AsSpan(Samples)[^1] = Samples[^1] with { Duration = _lastDuration };
        }
    }

    /// <summary>Begins the next fragment; the bytes stay until a sample is added.</summary>
    internal void Clear()
    {
        Samples.Clear();
        (Length, HasCompositionOffsets) = (0, false);
    }

    private static long DurationOf(TrackDescription track)
    {
        const int UsualFrameRate = 25, AudioPacketsPerSecond = 50;
        if (track.Codec == MediaCodec.Aac && AacConfiguration.Parse(track.Configuration.Span) is { } aac)
        {
            return (long)aac.FrameLength * track.ClockRate / aac.CoreRate;
        }

        return track.ClockRate / (track.Kind == TrackKind.Video ? UsualFrameRate : AudioPacketsPerSecond);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _data.Length - Length)
        {
            Array.Resize(ref _data, Math.Max(_data.Length * 2, Length + bytes.Length));
        }

        bytes.CopyTo(_data.AsSpan(Length));
        Length += bytes.Length;
    }
}
