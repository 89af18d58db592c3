using System.Net.Sockets;
using FalconEye.Relay.Upstream;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Relay.Tests;

public sealed class IdleCheckTests : IDisposable
{
    private readonly SemaphoreSlim _asked = new(0);
    private readonly FakeTimeProvider _clock = new();
    private readonly List<TaskCompletionSource<int>> _attempts = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_ends_it_without_a_second_connection()
    {
        var check = Check();
        _attempts[0].SetResult(1);
        await check;

        Assert.Single(_attempts);
    }

    [Fact]
    public async Task A_refused_connection_is_certain_at_once()
    {
        var check = Check();
        _attempts[0].SetException(new SocketException((int)SocketError.ConnectionRefused));

        await Assert.ThrowsAsync<SocketException>(() => check);
        Assert.Single(_attempts);
    }

    [Fact]
    public async Task What_fails_once_is_asked_again()
    {
        var check = Check();
        _attempts[0].SetException(new SocketException((int)SocketError.HostUnreachable));
        Assert.Single(_attempts);
        await SecondAttemptAsync();
        _attempts[1].SetResult(1);

        await check;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Either_of_two_attempts_may_be_answered(int answered)
    {
        var check = Check();
        await SecondAttemptAsync();
        _clock.Advance(IdleCheck.Timeout - IdleCheck.SecondAttempt - TimeSpan.FromMilliseconds(1));
        _attempts[1 - answered].SetException(new SocketException((int)SocketError.ConnectionReset));
        _attempts[answered].SetResult(1);

        await check;
    }

    [Fact]
    public async Task A_camera_that_answers_neither_is_missed_early_enough_for_the_alert()
    {
        var check = Check();
        await SecondAttemptAsync();
        _clock.Advance(IdleCheck.Timeout - IdleCheck.SecondAttempt - TimeSpan.FromMilliseconds(1));
        Assert.False(check.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => check);
        Assert.All(_attempts, one => Assert.True(one.Task.IsCanceled));
        Assert.Equal(2, _attempts.Count);
    }

    public void Dispose() => _asked.Dispose();

    private Task Check()
    {
        var check = IdleCheck.RunAsync(Ask, _clock, Cancelled);
        _asked.Wait(Cancelled);
        return check;
    }

    private Task SecondAttemptAsync()
    {
        _clock.Advance(IdleCheck.SecondAttempt);
        return _asked.WaitAsync(Cancelled);
    }

    private Task<int> Ask(CancellationToken cancellationToken)
    {
        TaskCompletionSource<int> one = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellationToken.UnsafeRegister(state => ((TaskCompletionSource<int>)state!).TrySetCanceled(cancellationToken), one);
        _attempts.Add(one);
        _asked.Release();
        return one.Task;
    }
}
