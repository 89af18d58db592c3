using System.Globalization;
using System.Text;

namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>
/// Writes the playlists of a stream. The version is that of what old players have to understand; parts and what belongs to them need none
/// (rfc8216bis, section 8).
/// </summary>
internal static class HlsPlaylist
{
    private const string Head = "#EXTM3U\n#EXT-X-VERSION:7\n";

    /// <summary>Parts are listed while they are within three target durations of the playlist's end (rfc8216bis, section 6.2.2).</summary>
    private const int TargetDurationsWithParts = 3;

    /// <summary>The playlist that names the stream and its codecs; <see langword="null"/> before the first segment.</summary>
    /// <param name="window">The stream.</param>
    /// <param name="uri">The address of <see cref="Media"/>.</param>
    internal static string? Master(HlsWindow window, string uri)
    {
        if (!window.HasSegments || window.FindInit(window.ListedSegments[^1].Init) is not { } init)
        {
            return null;
        }

        var bandwidth = window.ListedSegments.Max(segment => (long)(segment.Length * 8 / Math.Max(0.1, segment.Duration.TotalSeconds)));
        return string.Create(CultureInfo.InvariantCulture, $"{Head}#EXT-X-STREAM-INF:BANDWIDTH={bandwidth},CODECS=\"{CodecsOf(init.Mime)}\"\n{uri}\n");
    }

    /// <summary>The playlist of the last segments, and the parts of the newest; <see langword="null"/> before the first segment.</summary>
    /// <param name="window">The stream.</param>
    /// <param name="query">What is added to each address; empty for nothing.</param>
    internal static string? Media(HlsWindow window, string query)
    {
        if (window.Durations is not { } durations || !window.HasSegments)
        {
            return null;
        }

        var listed = window.ListedSegments;
        var text = new StringBuilder(Head);
        text.Append(
            CultureInfo.InvariantCulture,
            $"#EXT-X-TARGETDURATION:{durations.Target.TotalSeconds:0}\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={Seconds(durations.PartHoldBack)},HOLD-BACK={Seconds(durations.HoldBack)}\n#EXT-X-PART-INF:PART-TARGET={Seconds(durations.PartTarget)}\n#EXT-X-MEDIA-SEQUENCE:{listed[0].Number}\n#EXT-X-DISCONTINUITY-SEQUENCE:{window.EarlierDiscontinuities}\n");
        var (init, fromEnd) = (-1L, TimeSpan.Zero);
        HlsSegment[] all = window.OpenSegment is { } open ? [.. listed, open] : [.. listed];
        var withParts = all.Length;
        while (withParts > 0 && fromEnd < durations.Target * TargetDurationsWithParts)
        {
            fromEnd += LengthOf(all[--withParts]);
        }

        for (var index = 0; index < all.Length; index++)
        {
            Begin(text, all[index], ref init, query);
            if (index >= withParts)
            {
                AddParts(text, all[index], query);
            }

            if (index < listed.Count)
            {
                text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{Seconds(all[index].Duration)},\nsegment-{all[index].Number}.m4s{query}\n");
            }
        }

        if (window.HasListedTracks)
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"part-{window.NextPart}.m4s{query}\"\n");
        }

        return text.ToString();
    }

    /// <summary>The beginning of a segment, which is also that of its first part.</summary>
    private static void Begin(StringBuilder text, HlsSegment segment, ref long init, string query)
    {
        text.Append(segment.IsDiscontinuous ? "#EXT-X-DISCONTINUITY\n" : "");
        if (segment.Init != init)
        {
            init = segment.Init;
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MAP:URI=\"init-{init}.mp4{query}\"\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PROGRAM-DATE-TIME:{segment.StartedAt:yyyy-MM-ddTHH:mm:ss.fffZ}\n");
    }

    private static void AddParts(StringBuilder text, HlsSegment segment, string query)
    {
        foreach (var part in segment.Parts)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"#EXT-X-PART:DURATION={Seconds(part.Duration)},URI=\"part-{part.Number}.m4s{query}\"{(part.IsIndependent ? ",INDEPENDENT=YES" : "")}\n");
        }
    }

    private static TimeSpan LengthOf(HlsSegment segment) => segment.Parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Duration);

    private static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string CodecsOf(string mime) =>
        mime.Split('"') is [_, var codecs, ..] ? codecs.Replace("flac", "fLaC", StringComparison.Ordinal).Replace("opus", "Opus", StringComparison.Ordinal) : "";
}
