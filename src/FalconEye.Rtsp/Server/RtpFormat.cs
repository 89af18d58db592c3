using System.Globalization;
using System.Text;

namespace FalconEye.Rtsp.Server;

/// <summary>How tracks are announced to players (SDP, RFC 8866).</summary>
public static class RtpFormat
{
    private const byte VideoType = 96;
    private const byte AudioType = 97;
    private const int TelephoneRate = 8000;

    /// <summary>The names by which players set tracks up: this and the track's index.</summary>
    internal const string Control = "track";

    /// <summary>The payload type of a track: the static one of G.711 at 8 kHz, a dynamic one else.</summary>
    internal static byte PayloadTypeOf(TrackDescription track) => track switch
    {
        { Kind: TrackKind.Video } => VideoType,
        { Codec: MediaCodec.MuLaw, ClockRate: TelephoneRate, Channels: <= 1 } => 0,
        { Codec: MediaCodec.ALaw, ClockRate: TelephoneRate, Channels: <= 1 } => 8,
        _ => AudioType,
    };

    /// <summary>Writes the description of a stream.</summary>
    /// <param name="stream">The stream; tracks that are not sent over RTP are left out.</param>
    public static string Describe(StreamDescription stream)
    {
        var text = new StringBuilder("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=FalconEye\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\na=range:npt=now-\r\n");
        foreach (var track in stream.Tracks.Where(IsSent))
        {
            var type = PayloadTypeOf(track);
            text.Append(
                CultureInfo.InvariantCulture,
                $"m={(track.Kind == TrackKind.Video ? "video" : "audio")} 0 RTP/AVP {type}\r\na=rtpmap:{type} {MapOf(track)}\r\n");
            if (ParametersOf(track) is { } parameters)
            {
                text.Append(CultureInfo.InvariantCulture, $"a=fmtp:{type} {parameters}\r\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"a=control:{Control}{track.Index}\r\n");
        }

        return text.ToString();
    }

    /// <summary>Whether a track is sent: its codec has a packetizer, and a decoder would have all it needs.</summary>
    internal static bool IsSent(TrackDescription track) => track is { IsComplete: true, SampleEntry.IsEmpty: true }
        && track.Codec is MediaCodec.H264 or MediaCodec.H265 or MediaCodec.Aac or MediaCodec.MuLaw or MediaCodec.ALaw or MediaCodec.L16 or MediaCodec.Opus;

    private static string MapOf(TrackDescription track)
    {
        var name = track.Codec switch
        {
            MediaCodec.H264 => "H264",
            MediaCodec.H265 => "H265",
            MediaCodec.Aac => "mpeg4-generic",
            MediaCodec.MuLaw => "PCMU",
            MediaCodec.ALaw => "PCMA",
            MediaCodec.Opus => "opus",
            _ => "L16",
        };
        var channels = track.Codec == MediaCodec.Opus ? 2 : track.Channels;
        var suffix = channels > 1 || track.Codec == MediaCodec.Aac ? string.Create(CultureInfo.InvariantCulture, $"/{Math.Max(1, channels)}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{name}/{track.ClockRate}{suffix}");
    }

    private static string? ParametersOf(TrackDescription track) => track.Codec switch
    {
        MediaCodec.H264 => $"packetization-mode=1{ProfileOf(track)};sprop-parameter-sets={string.Join(',', track.ParameterSets.Select(Base64))}",
        MediaCodec.H265 => string.Join(';', track.ParameterSets.GroupBy(set => (set.Span[0] >> 1) & 0x3F).Select(sets => $"{HevcNameOf(sets.Key)}={string.Join(',', sets.Select(Base64))}")),
        MediaCodec.Aac => $"streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config={Convert.ToHexString(track.Configuration.Span)}",
        _ => null,
    };

    private static string HevcNameOf(int type) => type switch
    {
        32 => "sprop-vps",
        33 => "sprop-sps",
        _ => "sprop-pps",
    };

    /// <summary>The three bytes behind the SPS's header.</summary>
    private static string ProfileOf(TrackDescription track) =>
        track.ParameterSets is [{ Length: > 4 } sps, ..] ? $";profile-level-id={Convert.ToHexString(sps.Span[1..4])}" : "";

    private static string Base64(ReadOnlyMemory<byte> bytes) => Convert.ToBase64String(bytes.Span);
}
