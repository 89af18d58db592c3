using System.Globalization;

namespace FalconEye.Api.Tests.Live;

/// <summary>A media playlist as a player of low-latency HLS reads it, held against what rfc8216bis demands of each.</summary>
internal sealed class MediaPlaylist
{
    private readonly bool _isSteady;

    private MediaPlaylist(string text, bool isSteady) => (Text, _isSteady) = (text, isSteady);

    /// <summary>A segment, or what there is of the one that is being filled: <see cref="Duration"/> and <see cref="Uri"/> are missing there.</summary>
    internal sealed record Segment(long Number, string Map, DateTimeOffset StartedAt, bool IsDiscontinuous, List<Part> Parts, double? Duration, string? Uri);

    internal sealed record Part(string Uri, double Duration, bool IsIndependent);

    internal string Text { get; }

    internal int Target { get; private set; }

    internal double PartTarget { get; private set; }

    internal string? Hint { get; private set; }

    internal List<Segment> Segments { get; } = [];

    /// <summary>The segments that have ended.</summary>
    internal IEnumerable<Segment> Ended => Segments.Where(segment => segment.Uri is not null);

    /// <summary>The position of the next part, as a player asks for it.</summary>
    internal (long Segment, int Part) Next => Segments[^1] is { Uri: null } open ? (open.Number, open.Parts.Count) : (Segments[^1].Number + 1, 0);

    /// <summary>Reads a playlist.</summary>
    /// <param name="text">The playlist.</param>
    /// <param name="isSteady">Whether the camera's frames come at equal distances, so that parts last together as long as their segment.</param>
    internal static MediaPlaylist Read(string text, bool isSteady = true)
    {
        var playlist = new MediaPlaylist(text, isSteady);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["#EXTM3U", "#EXT-X-VERSION:7"], lines[..2]);
        var (number, map, startedAt, isDiscontinuous, duration) = (0L, "", default(DateTimeOffset), false, 0.0);
        List<Part> parts = [];
        foreach (var line in lines[2..])
        {
            var (tag, value) = line.StartsWith('#') && line.Split(':', 2) is [var name, var rest] ? (name, rest) : (line, "");
            switch (tag)
            {
                case "#EXT-X-TARGETDURATION": playlist.Target = int.Parse(value, CultureInfo.InvariantCulture); break;
                case "#EXT-X-PART-INF": playlist.PartTarget = Number(value, "PART-TARGET"); break;
                case "#EXT-X-MEDIA-SEQUENCE": number = long.Parse(value, CultureInfo.InvariantCulture); break;
                case "#EXT-X-MAP": map = Attribute(value, "URI")!; break;
                case "#EXT-X-PROGRAM-DATE-TIME": startedAt = DateTimeOffset.Parse(value, CultureInfo.InvariantCulture); break;
                case "#EXT-X-DISCONTINUITY": isDiscontinuous = true; break;
                case "#EXTINF": duration = double.Parse(value.TrimEnd(','), CultureInfo.InvariantCulture); break;
                case "#EXT-X-PART": parts.Add(new(Attribute(value, "URI")!, Number(value, "DURATION"), Attribute(value, "INDEPENDENT") == "YES")); break;
                case "#EXT-X-PRELOAD-HINT": playlist.Hint = Attribute(value, "URI"); break;
                case "#EXT-X-SERVER-CONTROL": playlist.CheckControl(value, lines); break;
                case "#EXT-X-DISCONTINUITY-SEQUENCE": break;
                default:
                    Assert.False(line.StartsWith('#'), $"A player knows no {line}.");
                    playlist.Segments.Add(new(number++, map, startedAt, isDiscontinuous, parts, duration, line));
                    (parts, isDiscontinuous) = ([], false);
                    break;
            }
        }

        if (parts.Count > 0)
        {
            playlist.Segments.Add(new(number, map, startedAt, isDiscontinuous, parts, null, null));
        }

        playlist.Check();
        return playlist;
    }

    /// <summary>Reads the playlist that a server has sent later, which must not contradict this one.</summary>
    internal MediaPlaylist ReadNext(string text)
    {
        var next = Read(text, _isSteady);
        Assert.Equal((Target, PartTarget), (next.Target, next.PartTarget));
        Assert.True(next.Segments[0].Number >= Segments[0].Number, text);
        foreach (var (now, before) in next.Segments.Join(Segments, segment => segment.Number, segment => segment.Number, (now, before) => (now, before)))
        {
            Assert.Equal((before.Map, before.StartedAt, before.IsDiscontinuous), (now.Map, now.StartedAt, now.IsDiscontinuous));
            Assert.True(before.Uri is null || (before.Uri, before.Duration) == (now.Uri, now.Duration), text);

            // The parts of an old segment go, all at once; those of a new one only grow in number.
            Assert.True(now.Parts.Count == 0 ? now.Uri is not null : now.Parts.Take(before.Parts.Count).SequenceEqual(before.Parts), text);
        }

        return next;
    }

    private static double Number(string attributes, string name) => double.Parse(Attribute(attributes, name)!, CultureInfo.InvariantCulture);

    private static string? Attribute(string attributes, string name) =>
        attributes.Split(',').Select(attribute => attribute.Split('=', 2)).FirstOrDefault(pair => pair[0] == name)?[1].Trim('"');

    private static double LengthOf(IEnumerable<Segment> segments) => segments.Sum(segment => segment.Parts.Sum(part => part.Duration));

    private void CheckControl(string value, string[] lines)
    {
        var partTarget = Number(lines.Single(line => line.StartsWith("#EXT-X-PART-INF:", StringComparison.Ordinal)).Split(':')[1], "PART-TARGET");
        Assert.Equal("YES", Attribute(value, "CAN-BLOCK-RELOAD"));
        Assert.True(Number(value, "PART-HOLD-BACK") >= (3 * partTarget) - 0.0005, Text);
        Assert.True(Number(value, "HOLD-BACK") >= 3 * Target, Text);
    }

    private void Check()
    {
        Assert.All(Ended, segment => Assert.True(Math.Round(segment.Duration!.Value) <= Target, Text));
        foreach (var segment in Segments)
        {
            Assert.NotEqual(default, segment.StartedAt);
            Assert.NotEmpty(segment.Map);
            Assert.All(segment.Parts, part => Assert.InRange(part.Duration, 0.001, PartTarget));
            if (_isSteady && segment is { Uri: not null, Parts.Count: > 0 })
            {
                Assert.Equal(segment.Duration!.Value, segment.Parts.Sum(part => part.Duration), 0.01);
            }
        }

        // Parts are listed within three target durations of the end, and no further; durations are rounded.
        var withParts = Segments.SkipWhile(segment => segment.Parts.Count == 0).ToList();
        Assert.All(withParts, segment => Assert.NotEmpty(segment.Parts));
        Assert.True(Segments.Count == withParts.Count || LengthOf(withParts) >= (3 * Target) - 0.01, Text);
        Assert.True(LengthOf(withParts.Skip(1)) < (3 * Target) + 0.01, Text);
        Assert.NotNull(Hint);
    }
}
