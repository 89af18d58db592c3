using System.Net;
using FalconEye.Orchestration.Local;
using FalconEye.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FalconEye.Orchestration.Tests.Local;

public sealed class LivenessProbeTests
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_that_does_not_answer_is_hung_after_three_probes()
    {
        using HangingServer server = new() { Answers = false };
        using HttpMessageInvoker http = new(server);
        var hung = new LivenessProbe(http, _clock).WaitUntilHungAsync(new Uri("http://program.test/"), Ending);
        var began = _clock.GetTimestamp();

        await Eventually.HoldsAsync(() => PassSecond(hung), "it is found hung", Ending);

        Assert.Equal(LivenessProbe.FailureThreshold, server.Asked);
        Assert.InRange(_clock.GetElapsedTime(began), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task An_answer_of_any_kind_starts_the_count_again()
    {
        using HangingServer server = new();
        using HttpMessageInvoker http = new(server);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Ending);
        var hung = new LivenessProbe(http, _clock).WaitUntilHungAsync(new Uri("http://program.test/"), ending.Token);

        await Eventually.HoldsAsync(() => PassSecond(hung) || server.Asked == 2, "it is asked", Ending);
        server.Answers = false;
        await Eventually.HoldsAsync(() => PassSecond(hung) || server.Asked == 4, "it misses two probes", Ending);
        server.Answers = true;
        await Eventually.HoldsAsync(() => PassSecond(hung) || server.Asked == 9, "it answers again", Ending);

        Assert.False(hung.IsCompleted);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hung);
    }

    private bool PassSecond(Task hung)
    {
        if (!hung.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        return hung.IsCompleted;
    }

    private sealed class HangingServer : HttpMessageHandler
    {
        internal bool Answers { get; set; } = true;

        internal int Asked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            if (!Answers)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return new HttpResponseMessage(HttpStatusCode.Unauthorized);
        }
    }
}
