using FalconEye.Api.Events;

namespace FalconEye.Api.CameraEvents;

/// <summary>
/// Follows what a camera reports during one subscription, and says which events begin and end. Pure: it knows no clock. A subject's event goes
/// on while any of its states holds, so that two detectors that see the same motion make one event.
/// </summary>
internal sealed class NoticeTracker
{
    /// <summary>A new subscription begins with the states as they are. What is open and not among them is over, unseen.</summary>
    internal static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Some cameras report only that a state holds, again and again, and never that it ended.</summary>
    internal static readonly TimeSpan MaxSilence = TimeSpan.FromHours(1);

    /// <summary>An object on a line is reported with each frame by some.</summary>
    internal static readonly TimeSpan MomentLength = TimeSpan.FromSeconds(2);

    /// <summary>A broken or hostile camera fills no log: so many new events are taken within <see cref="BudgetPeriod"/>.</summary>
    internal const int MaxBegun = 60;

    internal static readonly TimeSpan BudgetPeriod = TimeSpan.FromMinutes(1);

    /// <summary>A notice's own time is believed within these bounds: what comes is new, and clocks differ.</summary>
    private static readonly TimeSpan OldestNotice = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan NewestNotice = TimeSpan.FromSeconds(2);

    /// <summary>While a subscription is replaced, events come by both. What is older by more than this is of a clock that was set.</summary>
    private static readonly TimeSpan MaxOverlap = TimeSpan.FromSeconds(10);

    private const int MaxSubjects = 200;
    private const int MaxKeys = 64;
    private const int MaxMoments = 128;
    private const string UnseenEnd = "The camera did not report the end.";

    private readonly DateTime _subscribedAt;
    private readonly Dictionary<NoticeSubject, Subject> _subjects = [];
    private readonly Queue<(string Key, DateTimeOffset Time)> _moments = new();
    private readonly Queue<DateTime> _begun = new();

    /// <summary>Begins with a subscription.</summary>
    /// <param name="open">The subjects of open events, from before.</param>
    /// <param name="now">Now, UTC.</param>
    internal NoticeTracker(IEnumerable<NoticeSubject> open, DateTime now)
    {
        _subscribedAt = now;
        foreach (var subject in open)
        {
            _subjects[subject] = new Subject { IsOpen = true, LastNotice = now };
        }
    }

    /// <summary>When more was reported than is taken, UTC.</summary>
    internal DateTime? LastLeftOut { get; private set; }

    /// <summary>Takes what the camera reported, in its order.</summary>
    internal IReadOnlyList<NoticeChange> Take(IEnumerable<Notice> notices, DateTime now) =>
        [.. notices.Select(notice => Take(notice, now)).OfType<NoticeChange>()];

    /// <summary>Ends what is known to be over though the camera did not say so; to be called from time to time.</summary>
    internal IReadOnlyList<NoticeChange> EndStale(DateTime now)
    {
        List<NoticeChange> ended = [];
        foreach (var (id, subject) in _subjects.Where(known => known.Value.IsOpen))
        {
            var isUnconfirmed = !subject.IsConfirmed && now - _subscribedAt > ConfirmTimeout;
            var isSilent = now - subject.LastNotice > MaxSilence && id.Kind is not (EventKinds.DigitalInput or EventKinds.Tamper);
            if (isUnconfirmed || isSilent)
            {
                subject.IsOpen = false;
                ended.Add(new(NoticeChangeKind.End, id, now, Remark: UnseenEnd));
            }
        }

        return ended;
    }

    private NoticeChange? Take(Notice notice, DateTime now)
    {
        if (Find(notice.Subject, now) is not { } subject || (notice.IsActive is null ? IsRepeated(notice) : subject.IsOutdated(notice)))
        {
            return null;
        }

        var last = subject.LastNotice;
        (subject.LastNotice, subject.IsConfirmed) = (now, true);
        return notice.IsActive switch
        {
            true => Begin(notice, subject, now),
            false => End(notice, subject, now),
            null when now - last < MomentLength && subject.HadMoment => null,
            null => Happen(notice, subject, now),
        };
    }

    private NoticeChange? Begin(Notice notice, Subject subject, DateTime now)
    {
        var isNew = subject.Keys.Count < MaxKeys && subject.Keys.Add(notice.Key);
        if (subject.IsOpen || !isNew)
        {
            return null;
        }

        if (!MayBegin(now))
        {
            subject.Keys.Remove(notice.Key);
            return null;
        }

        subject.IsOpen = true;
        return new(NoticeChangeKind.Begin, notice.Subject, notice.IsInitial ? now : TimeOf(notice, now), notice.Topic);
    }

    private static NoticeChange? End(Notice notice, Subject subject, DateTime now)
    {
        subject.Keys.Remove(notice.Key);
        if (!subject.IsOpen || subject.Keys.Count > 0)
        {
            return null;
        }

        subject.IsOpen = false;
        return new(NoticeChangeKind.End, notice.Subject, TimeOf(notice, now));
    }

    private NoticeChange? Happen(Notice notice, Subject subject, DateTime now)
    {
        subject.HadMoment = true;
        return MayBegin(now) ? new(NoticeChangeKind.Moment, notice.Subject, TimeOf(notice, now), notice.Topic) : null;
    }

    private bool IsRepeated(Notice notice)
    {
        if (notice.Time is not { } time)
        {
            return false;
        }

        if (_moments.Contains((notice.Key, time)))
        {
            return true;
        }

        _moments.Enqueue((notice.Key, time));
        if (_moments.Count > MaxMoments)
        {
            _moments.Dequeue();
        }

        return false;
    }

    private Subject? Find(NoticeSubject id, DateTime now)
    {
        if (_subjects.TryGetValue(id, out var known))
        {
            return known;
        }

        if (_subjects.Count >= MaxSubjects)
        {
            LastLeftOut = now;
            return null;
        }

        return _subjects[id] = new Subject { LastNotice = now };
    }

    private bool MayBegin(DateTime now)
    {
        while (_begun.TryPeek(out var first) && now - first > BudgetPeriod)
        {
            _begun.Dequeue();
        }

        if (_begun.Count >= MaxBegun)
        {
            LastLeftOut = now;
            return false;
        }

        _begun.Enqueue(now);
        return true;
    }

    private static DateTime TimeOf(Notice notice, DateTime now) =>
        notice.Time?.UtcDateTime is { } told && told >= now - OldestNotice && told <= now + NewestNotice ? told : now;

    private sealed class Subject
    {
        private readonly Dictionary<string, DateTimeOffset> _times = [];

        /// <summary>The states that hold.</summary>
        internal HashSet<string> Keys { get; } = [];

        internal bool IsOpen { get; set; }

        /// <summary>Whether it was mentioned in this subscription.</summary>
        internal bool IsConfirmed { get; set; }

        internal bool HadMoment { get; set; }

        internal required DateTime LastNotice { get; set; }

        /// <summary>Whether a newer notice of the same state was taken before this one.</summary>
        internal bool IsOutdated(Notice notice)
        {
            if (notice.Time is not { } time || notice.IsInitial)
            {
                return false;
            }

            if (_times.TryGetValue(notice.Key, out var last) && time < last && last - time < MaxOverlap)
            {
                return true;
            }

            if (_times.Count < MaxKeys || _times.ContainsKey(notice.Key))
            {
                _times[notice.Key] = time;
            }

            return false;
        }
    }
}
