using FalconEye.Rtsp;
using FalconEye.Rtsp.Bitstream;

namespace FalconEye.Media.Mp4.Playback;

/// <summary>Names the codecs of a recording as browsers want them (RFC 6381).</summary>
internal static class PlaybackCodecs
{
    /// <summary>H.264, High profile: 1280 pixels wide at 30 frames a second.</summary>
    private const string ConvertedVideo = "avc1.64001F";

    internal static string MimeTypeOf(IEnumerable<TrackDescription> tracks) => $"video/mp4; codecs=\"{string.Join(',', tracks.Select(NameOf))}\"";

    /// <summary>What a recording becomes for browsers that do not play its video; <see langword="null"/> when they all do, or when it has none.</summary>
    internal static PlaybackConversion? ConversionOf(IReadOnlyList<TrackDescription> tracks)
    {
        if (tracks.FirstOrDefault(track => track.Kind == TrackKind.Video) is not { Codec: not MediaCodec.H264 })
        {
            return null;
        }

        var sound = tracks.Where(track => track.Kind == TrackKind.Audio).Select(NameOf).FirstOrDefault();
        var isKept = sound is "flac" or "opus" || sound?.StartsWith("mp4a.40.", StringComparison.Ordinal) == true;
        return new PlaybackConversion($"video/mp4; codecs=\"{ConvertedVideo}{(isKept ? $",{sound}" : "")}\"", isKept);
    }

    /// <summary>Whether one decoder takes both tracks one after the other.</summary>
    internal static bool AreSame(TrackDescription a, TrackDescription b) =>
        (a.Kind, a.Codec, a.ClockRate, a.Width, a.Height, a.SampleRate, a.Channels) == (b.Kind, b.Codec, b.ClockRate, b.Width, b.Height, b.SampleRate, b.Channels)
        && a.Configuration.Span.SequenceEqual(b.Configuration.Span)
        && a.ParameterSets.Count == b.ParameterSets.Count
        && a.ParameterSets.Zip(b.ParameterSets, (one, other) => one.Span.SequenceEqual(other.Span)).All(same => same)
        && (a.Codec != MediaCodec.Unknown || a.SampleEntry.Span.SequenceEqual(b.SampleEntry.Span));

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
