using FalconEye.Api.Motion;
using FalconEye.Contracts.Detection;
using FalconEye.Media.Motion;

namespace FalconEye.Api.Detection;

/// <summary>
/// Makes events of what single pictures show, one of each label at a time: it begins when something of that label moves or has come, and ends when it
/// was not seen for a while. What stays where it is, as a parked car, is no event while something else moves. Pure; for one thread at a time.
/// </summary>
internal sealed class ObjectTracker
{
    /// <summary>Boxes that share less are of two things.</summary>
    private const double SameThing = 0.3;

    /// <summary>Boxes of one label that share so much are of one thing, which the model takes for two: a car and a truck.</summary>
    private const double SamePlace = 0.6;

    /// <summary>So much surer than asked is believed at once; else a second picture has to say so too.</summary>
    private const double Certain = 0.15;

    private const int MostTracks = 200;

    /// <summary>What is recognised so soon after motion began is what moved: its event begins with the motion.</summary>
    private static readonly TimeSpan BeganWithMotion = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MovingKept = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StillKept = TimeSpan.FromMinutes(10);

    private readonly List<Track> _tracks = [];
    private readonly Dictionary<string, ObjectChange> _open = [];
    private readonly Dictionary<string, Detection> _unconfirmed = [];
    private readonly Dictionary<string, DateTime> _lastSeen = [];
    private bool _hasLooked;

    /// <summary>Takes what a picture shows into account.</summary>
    /// <param name="found">What was recognised.</param>
    /// <param name="time">When it was taken, UTC; not before the last one.</param>
    /// <param name="movingSince">When the motion began in which it was taken, UTC.</param>
    /// <param name="settings">What is looked for, and where.</param>
    /// <returns>What begins and ends.</returns>
    internal IReadOnlyList<ObjectChange> Note(IReadOnlyList<FoundObject> found, DateTime time, DateTime movingSince, CameraMotion settings)
    {
        var objects = settings.Objects!;
        foreach (var (track, seen) in Match(Merge(found), time))
        {
            track.Take(seen, time);
        }

        _tracks.RemoveAll(track => time - track.LastSeen > (track.HasMoved ? MovingKept : StillKept));
        _tracks.RemoveRange(0, Math.Max(0, _tracks.Count - MostTracks));
        _hasLooked = true;

        List<ObjectChange> changes = [];
        foreach (var label in objects.Labels)
        {
            var best = _tracks.Where(track => track.LastSeen == time && track.HasMoved && track.Last.Label == label && track.Last.Score >= objects.MinScore)
                .Select(track => (track.Last, Zone: ZoneOf(track.Last.Box, settings)))
                .Where(seen => seen.Zone.IsLookedAt)
                .OrderByDescending(seen => seen.Last.Score)
                .FirstOrDefault();
            if (best.Last is { } detection && Note(detection, best.Zone.Name, (time, movingSince), objects.MinScore) is { } begun)
            {
                changes.Add(begun);
            }
        }

        changes.AddRange(_open.Values.Where(open => time - _lastSeen[open.Label] >= Quiet || !objects.Labels.Contains(open.Label)).ToList().Select(Close));
        return changes;
    }

    /// <summary>Ends what goes on, since nothing moves any more. What is in the picture now is still until it moves.</summary>
    internal IReadOnlyList<ObjectChange> End()
    {
        _tracks.ForEach(track => track.Rest());
        _unconfirmed.Clear();
        return [.. _open.Values.ToList().Select(Close)];
    }

    private ObjectChange? Note(Detection detection, string? zone, (DateTime Time, DateTime MovingSince) taken, double minScore)
    {
        var time = taken.Time;
        var label = detection.Label;
        if (_open.TryGetValue(label, out var open))
        {
            _lastSeen[label] = time;
            _open[label] = open with { Score = Math.Max(open.Score, detection.Score) };
            return null;
        }

        var begin = time;
        if (detection.Score < minScore + Certain)
        {
            if (!_unconfirmed.TryGetValue(label, out var before) || time - before.Time > ConfirmWithin)
            {
                _unconfirmed[label] = detection;
                return null;
            }

            begin = before.Time;
        }

        _unconfirmed.Remove(label);
        _lastSeen[label] = time;
        begin = begin > taken.MovingSince && begin - taken.MovingSince <= BeganWithMotion ? taken.MovingSince : begin;
        return _open[label] = new ObjectChange(label, detection.Name, begin, null, detection.Score, detection.Box, zone);
    }

    private ObjectChange Close(ObjectChange open)
    {
        _open.Remove(open.Label);
        return open with { End = _lastSeen[open.Label] };
    }

    private static List<Detection> Merge(IReadOnlyList<FoundObject> found)
    {
        List<Detection> merged = [];
        foreach (var item in found.OrderByDescending(item => item.Score))
        {
            if (ObjectLabels.Of(item.Name) is { } label)
            {
                var box = ObjectBox.Of(item);
                if (!merged.Exists(surer => surer.Label == label && surer.Box.Overlap(box) > SamePlace))
                {
                    merged.Add(new Detection(label, item.Name, Math.Clamp(item.Score, 0, 1), box));
                }
            }
        }

        return merged;
    }

    /// <summary>The track that each detection belongs to: the nearest pairs first, and a new one for what is left.</summary>
    private List<(Track Track, Detection Seen)> Match(List<Detection> seen, DateTime time)
    {
        List<(Track, Detection)> matched = [];
        HashSet<Track> taken = [];
        HashSet<Detection> done = [];
        var pairs = from track in _tracks
                    from detection in seen
                    where track.Last.Label == detection.Label
                    let overlap = track.Last.Box.Overlap(detection.Box)
                    where overlap >= SameThing
                    orderby overlap descending
                    select (track, detection);
        foreach (var (track, detection) in pairs)
        {
            if (!taken.Contains(track) && done.Add(detection))
            {
                taken.Add(track);
                matched.Add((track, detection));
            }
        }

        // In the very first picture what has come cannot be told from what was there.
        foreach (var detection in seen.Where(detection => !done.Contains(detection)))
        {
            Track track = new(detection, time) { HasMoved = _hasLooked };
            _tracks.Add(track);
            matched.Add((track, detection));
        }

        return matched;
    }

    private static (bool IsLookedAt, string? Name) ZoneOf(ObjectBox box, CameraMotion settings)
    {
        var (x, y) = box.Foot;
        if (settings.Masks.Any(mask => Polygon.Contains(mask, x, y)))
        {
            return (false, null);
        }

        var zone = settings.Zones.FirstOrDefault(zone => Polygon.Contains(zone.Points, x, y));
        return (settings.Zones is [] || zone is not null, zone?.Name);
    }

    private sealed record Detection(string Label, string Name, double Score, ObjectBox Box)
    {
        internal DateTime Time { get; set; }
    }

    /// <summary>One thing, as far as it can be followed.</summary>
    private sealed class Track(Detection first, DateTime time)
    {
        /// <summary>A box that shares less with where the thing was at first has moved.</summary>
        private const double MovedBelow = 0.6;

        private ObjectBox _first = first.Box;

        internal Detection Last { get; private set; } = first;

        internal DateTime LastSeen { get; private set; } = time;

        internal bool HasMoved { get; set; }

        internal void Take(Detection seen, DateTime now)
        {
            seen.Time = now;
            (Last, LastSeen) = (seen, now);
            HasMoved |= seen.Box.Overlap(_first) < MovedBelow;
        }

        internal void Rest() => (_first, HasMoved) = (Last.Box, false);
    }
}
