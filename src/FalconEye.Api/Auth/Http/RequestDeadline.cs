namespace FalconEye.Api.Auth.Http;

/// <summary>Cuts a request off at a time, unless it ends before.</summary>
internal sealed class RequestDeadline : IAsyncDisposable
{
    /// <summary>A timer does not take the years that a token may be valid for.</summary>
    private static readonly TimeSpan MaxTimer = TimeSpan.FromDays(1);

    private readonly HttpContext _context;
    private readonly DateTimeOffset _until;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    internal RequestDeadline(HttpContext context, DateTimeOffset until, TimeProvider time)
    {
        (_context, _until, _time) = (context, until, time);
        _timer = time.CreateTimer(_ => Check(), null, Left, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Left => TimeSpan.FromTicks(Math.Clamp((_until - _time.GetUtcNow()).Ticks, 0, MaxTimer.Ticks));

    /// <summary>Waits for a check that is under way: the server uses the context for the next request of the connection.</summary>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Check()
    {
        if (_time.GetUtcNow() >= _until)
        {
            _context.Abort();
            return;
        }

        _timer.Change(Left, Timeout.InfiniteTimeSpan);
    }
}
