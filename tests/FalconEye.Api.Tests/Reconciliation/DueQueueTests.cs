using FalconEye.Api.Reconciliation;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Api.Tests.Reconciliation;

public sealed class DueQueueTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly DueQueue<string> _queue;

    public DueQueueTests() => _queue = new DueQueue<string>(_clock);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_come_when_they_are_due_and_the_earliest_first()
    {
        _queue.Add("later", TimeSpan.FromSeconds(5));
        _queue.Add("sooner", TimeSpan.FromSeconds(2));
        var first = _queue.TakeAsync(Ending);
        Assert.False(first.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("sooner", await first);
        var second = _queue.TakeAsync(Ending);
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("later", await second);
    }

    [Fact]
    public async Task A_key_that_is_added_again_is_due_at_the_earlier_time_and_comes_once()
    {
        _queue.Add("door", TimeSpan.FromSeconds(60));
        _queue.Add("door", TimeSpan.Zero);
        _queue.Add("door", TimeSpan.FromSeconds(10));

        Assert.Equal("door", await _queue.TakeAsync(Ending));
        _queue.Return("door", null);
        var next = _queue.TakeAsync(Ending);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.False(next.IsCompleted);
        _queue.Add("other", TimeSpan.Zero);
        Assert.Equal("other", await next);
    }

    [Fact]
    public async Task A_key_has_one_worker_at_a_time_and_additions_meanwhile_are_not_lost()
    {
        _queue.Add("door", TimeSpan.Zero);
        await _queue.TakeAsync(Ending);
        _queue.Add("door", TimeSpan.Zero);
        var again = _queue.TakeAsync(Ending);
        Assert.False(again.IsCompleted);

        _queue.Return("door", TimeSpan.FromHours(1));

        Assert.Equal("door", await again);
    }

    [Fact]
    public async Task A_key_that_comes_earlier_ends_the_wait_for_a_later_one()
    {
        _queue.Add("later", TimeSpan.FromHours(1));
        var next = _queue.TakeAsync(Ending);

        _queue.Add("now", TimeSpan.Zero);

        Assert.Equal("now", await next);
        Assert.True(_queue.Contains("later"));
        Assert.True(_queue.Contains("now"));
        _queue.Return("now", null);
        Assert.False(_queue.Contains("now"));
    }
}
