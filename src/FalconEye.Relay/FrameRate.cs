namespace FalconEye.Relay;

/// <summary>Measures how many frames a second arrive, over the last three seconds. Not thread-safe.</summary>
internal sealed class FrameRate(TimeProvider time)
{
    private const int FramesCounted = 32;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    private readonly Queue<long> _arrivals = new(FramesCounted);
    private long? _last;

    /// <summary>Time since the last frame; <see langword="null"/> before the first.</summary>
    internal TimeSpan? SinceLast => _last is { } last ? time.GetElapsedTime(last) : null;

    /// <summary>Notes a frame that arrives now.</summary>
    internal void Note()
    {
        if (_arrivals.Count == FramesCounted)
        {
            _arrivals.Dequeue();
        }

        _last = time.GetTimestamp();
        _arrivals.Enqueue(_last.Value);
    }

    /// <summary>Frames per second.</summary>
    internal double Read()
    {
        while (_arrivals.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > Window)
        {
            _arrivals.Dequeue();
        }

        return _arrivals.Count < 2 ? 0 : Math.Round((_arrivals.Count - 1) / time.GetElapsedTime(_arrivals.Peek(), _arrivals.Last()).TotalSeconds, 1);
    }
}
