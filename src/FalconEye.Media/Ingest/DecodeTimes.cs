namespace FalconEye.Media.Ingest;

/// <summary>
/// Works out when frames are decoded; RTP says only when they are shown. With a depth of reordering of d, the frame that is decoded as the
/// n-th has the decode time of the frame that is shown as the (n-d)-th, which has always come by then: so nothing has to be held back. Decode
/// times increase strictly and are never later than presentation times. Without B-frames both are the same. Not thread-safe.
/// </summary>
/// <param name="reorderDepth">By the parameter sets; when frames show that it is too small it grows, at the price of the times of one group of B-frames.</param>
/// <param name="clockRate">Ticks a second.</param>
/// <param name="frameTicks">About how long a frame lasts, for the decode times of the first <paramref name="reorderDepth"/> frames; at least 1.</param>
public sealed class DecodeTimes(int reorderDepth, int clockRate, long frameTicks)
{
    private const int MaxDepth = 16;

    // A step back or forward beyond this is a camera that set its clock, or a gap, not a B-frame.
    private const int MaxReorderSeconds = 4;

    // The presentation times of the last frames, the earliest first: of them all but the depth are decode times by now.
    private readonly List<long> _shown = new(MaxDepth + 1);
    private readonly List<long> _pending = new(MaxDepth + 1);
    private int _depth = Math.Clamp(reorderDepth, 0, MaxDepth);
    private long? _last;

    /// <summary>The depth of reordering that is assumed now.</summary>
    public int ReorderDepth => _depth;

    /// <summary>Takes the next frame in decoding order.</summary>
    /// <param name="presentationTime">When it is shown, in ticks.</param>
    public DecodeTime Next(long presentationTime)
    {
        var latest = _shown.Count > 0 ? _shown[^1] : presentationTime;
        if (_last is null || Distance(presentationTime, latest) > (ulong)clockRate * MaxReorderSeconds)
        {
            Restart(presentationTime);
        }

        Deepen(presentationTime);
        Insert(_shown, presentationTime, MaxDepth);
        Insert(_pending, presentationTime, int.MaxValue);
        var earliest = _pending[0];
        _pending.RemoveAt(0);

        var decoded = _last is { } last && earliest <= last ? last + 1 : earliest;
        _last = decoded;
        return new DecodeTime(decoded, (int)Math.Clamp(presentationTime - decoded, 0, int.MaxValue));
    }

    /// <summary>The first frames are decoded before anything is shown.</summary>
    private void Restart(long presentationTime)
    {
        _shown.Clear();
        _pending.Clear();
        for (var i = _depth; i > 0; i--)
        {
            _pending.Add(presentationTime - (i * Math.Max(frameTicks, 1)));
        }
    }

    /// <summary>Each frame that was decoded before this one and is shown after it needs a place in the depth.</summary>
    private void Deepen(long presentationTime)
    {
        var later = 0;
        for (var i = _shown.Count - 1; i >= 0 && _shown[i] > presentationTime; i--)
        {
            later++;
        }

        for (; _depth < later; _depth++)
        {
            Insert(_pending, _shown[^(_depth + 1)], int.MaxValue);
        }
    }

    private static ulong Distance(long one, long other) => one > other ? (ulong)one - (ulong)other : (ulong)other - (ulong)one;

    private static void Insert(List<long> sorted, long value, int limit)
    {
        var index = sorted.Count;
        while (index > 0 && sorted[index - 1] > value)
        {
            index--;
        }

        sorted.Insert(index, value);
        if (sorted.Count > limit)
        {
            sorted.RemoveAt(0);
        }
    }
}
