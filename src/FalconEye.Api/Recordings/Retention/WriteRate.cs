namespace FalconEye.Api.Recordings.Retention;

/// <summary>
/// How quickly a disk fills, by what was free at each look, anyone who writes. The highest rate of the last looks counts, and fades, so that
/// cameras that write in bursts are provided for.
/// </summary>
internal sealed class WriteRate
{
    /// <summary>After this long, half of a rate that has not been seen again is left.</summary>
    private static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(10);

    private (DateTimeOffset Time, long Free)? _last;

    /// <summary>Bytes a second.</summary>
    internal double BytesPerSecond { get; private set; }

    /// <summary>Notes what is free at a time.</summary>
    internal void Note(DateTimeOffset time, long freeBytes)
    {
        if (_last is var (before, free) && time > before)
        {
            var seconds = (time - before).TotalSeconds;
            var now = Math.Max(0, (free - freeBytes) / seconds);
            BytesPerSecond = Math.Max(now, BytesPerSecond * Math.Pow(0.5, seconds / HalfLife.TotalSeconds));
        }

        _last = (time, freeBytes);
    }

    /// <summary>Starts from what is free after something was deleted, which is no rate of writing.</summary>
    internal void Restart(DateTimeOffset time, long freeBytes) => _last = (time, freeBytes);

    /// <summary>What is made free ahead of the limit.</summary>
    /// <param name="ahead">For how long it is to last.</param>
    /// <param name="totalBytes">The disk's size; a twentieth of it is the most, since another program that fills the disk need not be outrun.</param>
    internal long LeadBytes(TimeSpan ahead, long totalBytes) => (long)Math.Min(BytesPerSecond * ahead.TotalSeconds, totalBytes / 20.0);
}
