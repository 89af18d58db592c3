using FalconEye.Rtsp;
using FalconEye.Rtsp.Bitstream;

namespace FalconEye.Media.Mp4.Playback;

/// <summary>Names the codecs of a recording as browsers want them (RFC 6381).</summary>
internal static class PlaybackCodecs
{
    internal static string MimeTypeOf(ReadOnlyMemory<byte> init)
    {
        var codecs = SampleEntryReader.Describe(InitSegment.Parse(init)).Select(NameOf);
        return $"video/mp4; codecs=\"{string.Join(',', codecs)}\"";
    }

    private static string NameOf(TrackDescription track) => track.Codec switch
    {
        MediaCodec.H264 when AvcOf(track) is { } sequence => sequence.CodecString,
        MediaCodec.H265 when HevcOf(track) is { } sequence => sequence.CodecString,
        MediaCodec.Aac when AacConfiguration.Parse(track.Configuration.Span) is { } configuration => configuration.CodecString,
        _ => track.CodecString switch
        {
            "fLaC" => "flac",
            "Opus" => "opus",
            var name => new string([.. (name ?? "").Where(char.IsAsciiLetterOrDigit)]),
        },
    };

    private static AvcParameters? AvcOf(TrackDescription track) =>
        track.ParameterSets.Where(set => set.Length > 0 && (set.Span[0] & 0x1F) == 7).Select(set => AvcParameters.Parse(set.Span)).FirstOrDefault();

    private static HevcParameters? HevcOf(TrackDescription track) =>
        track.ParameterSets.Where(set => set.Length > 0 && ((set.Span[0] >> 1) & 0x3F) == 33).Select(set => HevcParameters.Parse(set.Span)).FirstOrDefault();
}
