using System.Globalization;
using System.Text;
using FalconEye.Streaming.Video;

namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>
/// The last seconds of a camera's live video as segments of HLS (RFC 8216). A segment begins with a keyframe and lasts a second or, with keyframes further
/// apart, as long as the first one; where no keyframe comes by then, it ends without one. Not thread-safe.
/// </summary>
internal sealed class HlsWindow
{
    private const int Listed = 6;

    /// <summary>A client may ask for a segment that has just left the playlist.</summary>
    private const int Kept = Listed + 3;

    private const int MaxBytes = 64 * 1024 * 1024;
    private const int MaxTargetDuration = 6;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.9);

    /// <summary>A segment's duration, rounded, must not exceed the target (RFC 8216, section 4.3.3.1).</summary>
    private static readonly TimeSpan Excess = TimeSpan.FromSeconds(0.4);

    private readonly List<HlsSegment> _segments = [];
    private readonly Dictionary<int, VideoInit> _inits = [];
    private readonly List<ReadOnlyMemory<byte>> _fragments = [];
    private TimeSpan? _target;
    private long _nextNumber;
    private int _init;
    private int _segmentInit;
    private int _lastInit;
    private int _discontinuities;
    private long _startedAt;
    private long _lastAt;

    /// <summary>Whether there is a segment to begin with.</summary>
    internal bool HasSegments => _segments.Count > 0;

    /// <summary>Takes the next message of live video.</summary>
    internal void Add(VideoMessage message)
    {
        switch (message.Kind)
        {
            case VideoMessageKind.Init:
                End(_lastAt);
                _inits[++_init] = message.ReadInit();
                return;
            case VideoMessageKind.Missed:
                return;
            case VideoMessageKind.Keyframe when _fragments.Count == 0 || Elapsed(message) >= Shortest:
                End(message.CapturedAt);
                (_startedAt, _segmentInit) = (message.CapturedAt, _init);
                break;
            case VideoMessageKind.Delta when _target is { } target && _fragments.Count > 0 && Elapsed(message) >= target + Excess:
                End(message.CapturedAt);
                (_startedAt, _segmentInit) = (message.CapturedAt, _init);
                break;
            default:
                if (_fragments.Count == 0)
                {
                    return;
                }

                break;
        }

        _fragments.Add(message.Payload);
        _lastAt = message.IsFrame ? message.CapturedAt : _lastAt;
    }

    /// <summary>The playlist that names the stream and its codecs; <see langword="null"/> before the first segment.</summary>
    /// <param name="uri">The address of <see cref="Playlist"/>.</param>
    internal string? MasterPlaylist(string uri)
    {
        if (_segments is not [.., var last] || !_inits.TryGetValue(last.Init, out var init))
        {
            return null;
        }

        var bandwidth = _segments.Max(segment => (long)(segment.Length * 8 / Math.Max(0.1, segment.Duration.TotalSeconds)));
        return string.Create(
            CultureInfo.InvariantCulture, $"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-STREAM-INF:BANDWIDTH={bandwidth},CODECS=\"{CodecsOf(init.Mime)}\"\n{uri}\n");
    }

    /// <summary>The playlist of the last segments; <see langword="null"/> before the first.</summary>
    /// <param name="query">What is added to each address; empty for nothing.</param>
    internal string? Playlist(string query)
    {
        if (_target is not { } target || _segments.Count == 0)
        {
            return null;
        }

        var listed = ListedSegments();
        var earlier = _segments.SkipLast(listed.Count).Count(segment => segment.IsDiscontinuous);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{target.TotalSeconds:0}\n#EXT-X-MEDIA-SEQUENCE:{listed[0].Number}\n#EXT-X-DISCONTINUITY-SEQUENCE:{_discontinuities + earlier}\n");
        var init = 0;
        foreach (var segment in listed)
        {
            text.Append(segment.IsDiscontinuous ? "#EXT-X-DISCONTINUITY\n" : "");
            if (segment.Init != init)
            {
                init = segment.Init;
                text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MAP:URI=\"init-{init}.mp4{query}\"\n");
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"#EXT-X-PROGRAM-DATE-TIME:{segment.StartedAt:yyyy-MM-ddTHH:mm:ss.fffZ}\n#EXTINF:{segment.Duration.TotalSeconds:0.000},\nsegment-{segment.Number}.m4s{query}\n");
        }

        return text.ToString();
    }

    /// <summary>The beginning of an MP4.</summary>
    internal VideoInit? FindInit(int number) => _inits.GetValueOrDefault(number);

    /// <summary>A segment.</summary>
    internal HlsSegment? FindSegment(long number) => _segments.FirstOrDefault(segment => segment.Number == number);

    /// <summary>The last segments with the same tracks: players do not take up sound that begins in the middle (FFmpeg ends there).</summary>
    private List<HlsSegment> ListedSegments()
    {
        var first = Math.Max(0, _segments.Count - Listed);
        var mime = _inits[_segments[^1].Init].Mime;
        var other = _segments.FindLastIndex(segment => _inits[segment.Init].Mime != mime);
        return _segments[Math.Max(first, other + 1)..];
    }

    private static string CodecsOf(string mime) =>
        mime.Split('"') is [_, var codecs, ..] ? codecs.Replace("flac", "fLaC", StringComparison.Ordinal).Replace("opus", "Opus", StringComparison.Ordinal) : "";

    private TimeSpan Elapsed(VideoMessage message) => TimeSpan.FromMicroseconds(message.CapturedAt - _startedAt);

    /// <summary>Ends the segment that is being filled.</summary>
    /// <param name="at">When the next one begins, in microseconds since 1970.</param>
    private void End(long at)
    {
        if (_fragments.Count == 0)
        {
            return;
        }

        // The server's clock may have been set meanwhile.
        var duration = TimeSpan.FromMicroseconds(Math.Clamp(at - _startedAt, 40_000, (MaxTargetDuration * 1_000_000L) + 400_000));
        _target ??= TimeSpan.FromSeconds(Math.Clamp(Math.Round(duration.TotalSeconds), 1, MaxTargetDuration));
        duration = duration > _target + Excess ? _target.Value + Excess : duration;
        _segments.Add(new HlsSegment(
            _nextNumber++,
            _segmentInit,
            _lastInit != 0 && _segmentInit != _lastInit,
            DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(_startedAt),
            duration,
            [.. _fragments]));
        _lastInit = _segmentInit;
        _fragments.Clear();
        Forget();
    }

    private void Forget()
    {
        while (_segments.Count > Kept || (_segments.Count > 1 && _segments.Sum(segment => segment.Length) > MaxBytes))
        {
            _discontinuities += _segments[0].IsDiscontinuous ? 1 : 0;
            _segments.RemoveAt(0);
        }

        foreach (var unused in _inits.Keys.Where(init => init < _segments[0].Init).ToList())
        {
            _inits.Remove(unused);
        }
    }
}
