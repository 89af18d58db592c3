using System.Globalization;
using FalconEye.Rtsp.Units;

namespace FalconEye.Rtsp.Sdp;

/// <summary>Finds the format that a media section means, and the codec that a format names.</summary>
internal static class FormatTable
{
    private const int VideoRate = 90_000;

    /// <summary>Payload types from here on mean nothing by themselves (RFC 3551, section 3).</summary>
    private const int FirstDynamic = 96;

    /// <summary>The types of the NAL units that are sequence parameter sets.</summary>
    private const int AvcSequence = 7;
    private const int HevcSequence = 33;

    /// <summary>Payload types with a meaning of their own (RFC 3551, section 6), 35 as some cameras use it.</summary>
    private static readonly Dictionary<int, (string Name, int Rate, int Channels)> Static = new()
    {
        [0] = ("PCMU", 8000, 1),
        [2] = ("G726-32", 8000, 1),
        [3] = ("GSM", 8000, 1),
        [4] = ("G723", 8000, 1),
        [8] = ("PCMA", 8000, 1),
        [9] = ("G722", 8000, 1),
        [10] = ("L16", 44_100, 2),
        [11] = ("L16", 44_100, 1),
        [14] = ("MPA", 90_000, 1),
        [18] = ("G729", 8000, 1),
        [26] = ("JPEG", 90_000, 1),
        [32] = ("MPV", 90_000, 1),
        [33] = ("MP2T", 90_000, 1),
        [35] = ("H264", 90_000, 1),
    };

    /// <summary>The formats of a section, in the camera's order of preference; of video those that the camera describes come first.</summary>
    public static IEnumerable<FormatParameters> Of(SessionDescription session, MediaDescription media)
    {
        IEnumerable<int> types = media.PayloadTypes.Count > 0 ? media.PayloadTypes : media.Maps.Keys;
        if (media.Media == "video")
            types = types.OrderBy(type => media.Maps.ContainsKey(type) ? 0 : 1);
        foreach (int type in types)
        {
            string? parameters = session.FormatOf(media, type);
            if ((Resolve(media, type) ?? Recognise(media, type, parameters)) is { } map)
                yield return new FormatParameters(type, map.Name, map.Rate, map.Channels, parameters);
        }
    }

    /// <summary>The codec that an encoding name stands for.</summary>
    public static MediaCodec Codec(string encodingName) => encodingName.ToUpperInvariant() switch
    {
        "H264" or "H264-SVC" => MediaCodec.H264,
        "H265" or "HEVC" => MediaCodec.H265,
        "JPEG" => MediaCodec.Jpeg,
        "MPEG4-GENERIC" or "MP4A-LATM" => MediaCodec.Aac,
        "PCMU" => MediaCodec.MuLaw,
        "PCMA" => MediaCodec.ALaw,
        "G726-16" or "G726-24" or "G726-32" or "G726-40" or "AAL2-G726-16" or "AAL2-G726-24" or "AAL2-G726-32" or "AAL2-G726-40" => MediaCodec.G726,
        "OPUS" => MediaCodec.Opus,
        "L16" or "PCM" => MediaCodec.L16,
        _ => MediaCodec.Unknown,
    };

    private static (string Name, int Rate, int Channels)? Resolve(MediaDescription media, int type)
    {
        if (media.Maps.TryGetValue(type, out string? map) && ParseMap(media, map) is { } parsed)
            return parsed;
        if (Static.TryGetValue(type, out (string Name, int Rate, int Channels) known))
            return known;
        // A map for another payload type than that of the m= line: the only one there is must be meant.
        return media is { Maps.Count: 1, PayloadTypes.Count: 1 } ? ParseMap(media, media.Maps.Values.First()) : null;
    }

    /// <summary>
    /// The codec of a payload type of which the camera says nothing but its parameter sets: their names and their NAL units' types are those of one codec.
    /// </summary>
    private static (string Name, int Rate, int Channels)? Recognise(MediaDescription media, int type, string? parameters)
    {
        if (media.Media != "video" || type < FirstDynamic || parameters is null)
            return null;
        FormatParameters format = new(type, "", VideoRate, fmtp: parameters);
        return SpropSets.Read(format["sprop-parameter-sets"]).Exists(set => (set[0] & 0x1F) == AvcSequence) ? ("H264", VideoRate, 1)
            : SpropSets.Read(format["sprop-sps"]).Exists(set => ((set[0] >> 1) & 0x3F) == HevcSequence) ? ("H265", VideoRate, 1)
            : null;
    }

    private static (string Name, int Rate, int Channels)? ParseMap(MediaDescription media, string map)
    {
        string[] parts = map.Split('/', StringSplitOptions.TrimEntries);
        if (parts[0].Length == 0)
            return null;
        int fallback = media.Media == "video" ? VideoRate : 8000;
        return (parts[0], Number(parts, 1, fallback, 1_000_000), Number(parts, 2, 1, 64));
    }

    private static int Number(string[] parts, int index, int fallback, int maximum) =>
        parts.Length > index && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 && value <= maximum
            ? value
            : fallback;
}
