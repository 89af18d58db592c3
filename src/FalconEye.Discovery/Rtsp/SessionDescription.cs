using System.Text.RegularExpressions;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Discovery.Rtsp;

/// <summary>What an RTSP server says of a stream before it is played (SDP, RFC 8866): its first video track.</summary>
/// <param name="Codec">As FFmpeg names it: <c>h264</c>, <c>hevc</c>, <c>mjpeg</c>, or the format's own name in lower case.</param>
/// <param name="Size">Its size, when the description or the parameter sets in it have one.</param>
internal sealed partial record SessionDescription(string Codec, Resolution? Size)
{
    /// <returns><see langword="null"/> when there is no video in it.</returns>
    internal static SessionDescription? Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        var start = Array.FindIndex(lines, line => line.StartsWith("m=video ", StringComparison.Ordinal));
        if (start < 0)
        {
            return null;
        }

        var track = lines.Skip(start).TakeWhile((line, index) => index == 0 || !line.StartsWith("m=", StringComparison.Ordinal)).ToList();
        var payload = track[0].Split(' ').ElementAtOrDefault(3);
        var format = track.Select(line => RtpMap().Match(line)).FirstOrDefault(match => match.Success && match.Groups["payload"].Value == payload);
        // RFC 3551 gives Motion JPEG a number of its own.
        var name = format?.Groups["name"].Value ?? (payload == "26" ? "JPEG" : "");
        var codec = name.ToUpperInvariant() switch
        {
            "H264" => "h264",
            "H265" or "HEVC" => "hevc",
            "JPEG" => "mjpeg",
            "MP4V-ES" => "mpeg4",
            _ => name.ToLowerInvariant(),
        };
        return new SessionDescription(codec, SizeOf(track, codec));
    }

    private static Resolution? SizeOf(List<string> track, string codec)
    {
        foreach (var line in track)
        {
            if (Dimensions().Match(line) is { Success: true } size)
            {
                return Resolution.TryParse($"{size.Groups["width"].Value}x{size.Groups["height"].Value}");
            }

            if (ParameterSets().Match(line) is { Success: true } sets)
            {
                return sets.Groups["sets"].Value.Split(',').Select(set => SequenceParameterSet.SizeOf(codec, set)).FirstOrDefault(size => size is not null);
            }
        }

        return null;
    }

    [GeneratedRegex(@"\Aa=rtpmap:(?<payload>[0-9]{1,3}) (?<name>[A-Za-z0-9-]{1,20})/")]
    private static partial Regex RtpMap();

    // a=x-dimensions:1920,1080 (Axis, Live555), a=framesize:96 1920-1080 (RFC 6064).
    [GeneratedRegex(@"\Aa=(x-dimensions:|framesize:[0-9]+ )(?<width>[0-9]{1,5})[,-] ?(?<height>[0-9]{1,5})")]
    private static partial Regex Dimensions();

    // RFC 6184 section 8.1 (H.264), RFC 7798 section 7.1 (H.265).
    [GeneratedRegex(@"\Aa=fmtp:.*\bsprop-(parameter-sets|sps)=(?<sets>[A-Za-z0-9+/=,]{1,2000})")]
    private static partial Regex ParameterSets();
}
