using System.Globalization;
using System.Text;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>Writes what can be played as a playlist of HLS (RFC 8216), for players that are not ours.</summary>
internal static class PlaybackPlaylist
{
    internal const string MediaType = "application/vnd.apple.mpegurl";

    /// <param name="recordings">What can be played.</param>
    /// <param name="from">Where a player is to begin.</param>
    /// <param name="addressOf">A recording's fragmented form, with the token that a player needs.</param>
    internal static string Write(IReadOnlyList<PlayableRecording> recordings, DateTime from, Func<string, string> addressOf)
    {
        var text = new StringBuilder();
        var longest = recordings.SelectMany(recording => recording.Segments).Select(segment => segment.Duration.TotalSeconds).DefaultIfEmpty(1).Max();
        text.Append("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        Line(text, $"#EXT-X-TARGETDURATION:{Math.Max(1, (int)Math.Ceiling(longest))}");
        if (recordings is [var first, ..] && from - first.Recording.StartTime - first.Segments[0].Start is var skipped && skipped > TimeSpan.Zero)
        {
            Line(text, $"#EXT-X-START:TIME-OFFSET={skipped.TotalSeconds:0.000},PRECISE=YES");
        }

        for (var i = 0; i < recordings.Count; i++)
        {
            if (i > 0)
            {
                text.Append("#EXT-X-DISCONTINUITY\n");
            }

            WriteFile(text, recordings[i], addressOf(recordings[i].Recording.Id));
        }

        return text.Append("#EXT-X-ENDLIST\n").ToString();
    }

    private static void WriteFile(StringBuilder text, PlayableRecording file, string address)
    {
        Line(text, $"#EXT-X-MAP:URI=\"{address}\",BYTERANGE=\"{file.InitLength}@0\"");
        Line(text, $"#EXT-X-PROGRAM-DATE-TIME:{file.Recording.StartTime + file.Segments[0].Start:yyyy-MM-ddTHH:mm:ss.fffZ}");
        foreach (var segment in file.Segments)
        {
            Line(text, $"#EXTINF:{segment.Duration.TotalSeconds:0.000000},");
            Line(text, $"#EXT-X-BYTERANGE:{segment.Length}@{segment.Offset}");
            text.Append(address).Append('\n');
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
