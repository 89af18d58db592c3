using FalconEye.Rtsp.Sdp;
using FalconEye.Rtsp.Units;

namespace FalconEye.Rtsp.Tests.Units;

/// <summary>Packets for a depacketizer.</summary>
internal sealed class Packets
{
    private readonly Depacketizer _depacketizer;

    internal Packets(MediaCodec codec, string encodingName, string? fmtp = null, int clockRate = 90_000, int channels = 1, (int Width, int Height) size = default)
    {
        bool isVideo = codec is MediaCodec.H264 or MediaCodec.H265 or MediaCodec.Jpeg;
        TrackDescription track = new()
        {
            Index = 0,
            Kind = isVideo ? TrackKind.Video : TrackKind.Audio,
            Codec = codec,
            ClockRate = clockRate,
            Width = size.Width,
            Height = size.Height,
        };
        _depacketizer = Depacketizer.Create(track, new FormatParameters(96, encodingName, clockRate, channels, fmtp))!;
    }

    internal RecordedOutput Output { get; } = new();

    internal TrackDescription Track => _depacketizer.Track;

    internal static Packets H264(string? fmtp = null) => new(MediaCodec.H264, "H264", fmtp);

    internal static Packets H265(string? fmtp = null) => new(MediaCodec.H265, "H265", fmtp);

    internal Packets Push(ReadOnlySpan<byte> payload, long timestamp, bool marker)
    {
        _depacketizer.Push(payload, timestamp, marker, timestamp, Output);
        return this;
    }

    internal Packets Lose(int packets = 1)
    {
        _depacketizer.Lost(packets);
        return this;
    }
}
