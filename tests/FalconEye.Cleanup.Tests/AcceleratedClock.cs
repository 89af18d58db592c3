namespace FalconEye.Cleanup.Tests;

/// <summary>Time that goes so many times as fast as on the wall.</summary>
internal sealed class AcceleratedClock(int speed) : TimeProvider
{
    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _began = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _began + (System.GetElapsedTime(_start) * speed);

    public override long GetTimestamp() => _start + ((System.GetTimestamp() - _start) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private TimeSpan Shorten(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / speed;
}
