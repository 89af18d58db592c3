using CsCheck;
using FalconEye.Rtsp.Bitstream;
using FalconEye.Rtsp.Sdp;
using FalconEye.Rtsp.Units;

namespace FalconEye.Rtsp.Tests.Units;

/// <summary>
/// Packets that no camera sends: no exception, no unit over the limit, bounded memory. A short run in the suite; tools/fuzz-units.sh runs for
/// as long as wanted.
/// </summary>
public sealed class HostilePacketTests
{
    private static readonly (MediaCodec Codec, string Name, string? Fmtp)[] Formats =
    [
        (MediaCodec.H264, "H264", "packetization-mode=1"),
        (MediaCodec.H265, "H265", null),
        (MediaCodec.H265, "H265", "sprop-max-don-diff=1"),
        (MediaCodec.Jpeg, "JPEG", null),
        (MediaCodec.Aac, "MPEG4-GENERIC", "sizelength=13;indexlength=3;indexdeltalength=3"),
        (MediaCodec.Aac, "MPEG4-GENERIC", "sizelength=32;indexlength=32;ctsdeltalength=32;dtsdeltalength=9;streamstateindication=7;auxiliarydatasizelength=31"),
        (MediaCodec.Aac, "MP4A-LATM", null),
        (MediaCodec.Aac, "MP4A-LATM", "cpresent=0;config=400026103fc0"),
        (MediaCodec.Opus, "OPUS", null),
        (MediaCodec.L16, "PCM", null),
    ];

    // Headers that mean something, more often than chance would make them.
    private static readonly Gen<byte[]> Payload = Gen.Select(
        Gen.OneOf(
            Gen.Byte.Array[0, 4],
            AnyOf<byte[]>(
                [0x7C, 0x85], [0x7C, 0x05], [0x7C, 0x45], [0x7C, 0xC5], [0x78, 0], [0x67, 0x64, 0, 0x1E, 0xAC], [0x68, 0xEB, 0xE3], [0x65, 0x88], [0x41, 0x9A], [0, 0, 0, 1],
                [0x62, 1, 0x93], [0x62, 1, 0x53], [0x60, 1, 0, 5], [0x42, 1, 1, 1], [0x44, 1, 0xC1], [0x40, 1, 0xC], [0x26, 1, 0xAF], [0x64, 1, 0x26, 0x30],
                [0, 0, 0, 0, 1, 0xFF, 8, 8, 0, 0, 0, 128], [0, 0, 0, 0, 65, 50, 8, 8, 0, 1, 0, 0], [0, 16, 0, 64], [0xFF, 0xF1, 0x60, 0x40, 1, 0x5F, 0xFC])),
        Gen.OneOf(Gen.Byte.Array[0, 80], AnyOf<byte>(0, 1, 3, 0xFF).Array[0, 200]),
        (head, body) => (byte[])[.. head, .. body]);

    private static readonly Gen<(byte[] Payload, long Time, bool Marker, bool Lost)[]> Stream = Gen.Select(
        Payload, Gen.OneOf(Gen.Long[0, 5], Gen.Long), Gen.Bool, Gen.Int[0, 9], (payload, time, marker, lost) => (payload, time, marker, lost == 0)).Array[0, 40];

    private static long Iterations => long.TryParse(Environment.GetEnvironmentVariable("FUZZ_ITERATIONS"), out var count) ? count : 3000;

    [Fact]
    public void Depacketizers_take_anything() => Gen.Select(Gen.Int[0, Formats.Length - 1], Stream).Sample(
        (format, packets) =>
        {
            var (codec, name, fmtp) = Formats[format];
            TrackDescription track = new() { Index = 0, Kind = TrackKind.Video, Codec = codec, ClockRate = 90_000, SampleRate = 48_000, Channels = 2 };
            var depacketizer = Depacketizer.Create(track, new FormatParameters(96, name, 90_000, fmtp: fmtp))!;
            LimitedOutput output = new();
            foreach (var (payload, time, marker, lost) in packets)
            {
                if (lost)
                {
                    depacketizer.Lost(1);
                }

                depacketizer.Push(payload, time, marker, 0, output);
            }
        },
        iter: Iterations);

    [Fact]
    public void Parameters_of_the_session_description_may_be_anything() => Gen.Select(Gen.Int[0, Formats.Length - 1], Gen.String, Gen.Byte.Array[0, 60]).Sample(
        (format, text, bytes) =>
        {
            var value = text.Length % 2 == 0 ? Convert.ToBase64String(bytes) : text;
            var fmtp = string.Join(
                ';',
                ((string[])["sprop-parameter-sets", "sprop-vps", "sprop-sps", "sprop-pps", "config", "sizelength", "mode", "sprop-max-don-diff", "x-dimensions", "cpresent"])
                .Select(key => $"{key}={value}"));
            TrackDescription track = new() { Index = 0, Kind = TrackKind.Video, Codec = Formats[format].Codec, ClockRate = 1 };
            Assert.NotNull(Depacketizer.Create(track, new FormatParameters(96, Formats[format].Name, 1, fmtp: fmtp)));
        },
        iter: Iterations);

    [Fact]
    public void Parameter_sets_may_be_anything()
    {
        var nal = Gen.Select(
            AnyOf("6764001EACD940A02FF970110000030001000003003C0F162D96", "42010101600000030090000003000003005DA00280802D165959A4932BC05A020000030002000003003C10", "2B8A0800"),
            Gen.Select(Gen.Int[0, 60], Gen.Byte).Array[0, 6],
            (text, changes) =>
            {
                var bytes = Convert.FromHexString(text);
                foreach (var (index, value) in changes)
                {
                    bytes[index % bytes.Length] = value;
                }

                return bytes;
            });
        nal.Sample(
            bytes =>
            {
                AvcParameters.Parse(bytes);
                AacConfiguration.Parse(bytes);
                _ = AvcParameters.Parse(bytes) is { } avc && avc.Width is < 0 or > 20_000 ? throw new InvalidOperationException() : 0;
                _ = HevcParameters.Parse(bytes)?.CodecString;
            },
            iter: Iterations);
    }

    [Fact]
    public void Memory_stays_near_the_limit_of_a_unit_whatever_comes()
    {
        foreach (var (codec, head) in ((MediaCodec, byte[])[])[(MediaCodec.H264, [0x7C, 0x05]), (MediaCodec.H265, [0x62, 1, 0x13]), (MediaCodec.Aac, [0, 16, 0xFF, 0xF8])])
        {
            Packets packets = new(codec, codec == MediaCodec.Aac ? "MPEG4-GENERIC" : codec.ToString(), "sizelength=13;indexlength=3");
            packets.Push([.. head[..^1], (byte)(head[^1] | 0x80), 1, 2], 0, false);
            byte[] fragment = [.. head, .. Enumerable.Repeat((byte)0x55, 60_000)];
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                packets.Push(fragment, 0, false);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 * 1024 * 1024);
        }
    }

    [Fact]
    public void A_stream_in_order_allocates_nothing_per_packet()
    {
        var packets = Packets.H264("sprop-parameter-sets=Z2QAHqzZQKAv+XARAAADAAEAAAMAPA8WLZY=,aOvjyyLA");
        LimitedOutput output = new();
        TrackDescription track = packets.Track;
        var depacketizer = Depacketizer.Create(track, new FormatParameters(96, "H264", 90_000, fmtp: "sprop-parameter-sets=Z2QAHqzZQKAv+XARAAADAAEAAAMAPA8WLZY=,aOvjyyLA"))!;
        byte[] first = [0x7C, 0x85, 0x88, 0x84, .. Enumerable.Repeat((byte)0x55, 1200)];
        byte[] last = [0x7C, 0x45, .. Enumerable.Repeat((byte)0x55, 1200)];
        long before = 0;
        for (var i = 0; i < 1100; i++)
        {
            before = i == 100 ? GC.GetAllocatedBytesForCurrentThread() : before;
            depacketizer.Push(first, i, false, 0, output);
            depacketizer.Push(last, i, true, 0, output);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1100, output.Units);
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private sealed class LimitedOutput : IDepacketizerOutput
    {
        internal int Units { get; private set; }

        public void OnTrackChanged(TrackDescription track) => _ = track.ParameterSets.Count <= 93 ? 0 : throw new InvalidOperationException("Too many sets.");

        public void OnUnit(in MediaUnit unit)
        {
            Units++;
            _ = unit.Data.Length is > 0 and <= 8 * 1024 * 1024 ? 0 : throw new InvalidOperationException("A unit is empty or over the limit.");
        }
    }
}
