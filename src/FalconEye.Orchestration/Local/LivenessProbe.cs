using FalconEye.Processes;

namespace FalconEye.Orchestration.Local;

/// <summary>
/// Asks a child process whether it still answers, as a liveness probe of Kubernetes does
/// (https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/): a process that runs and does not answer, stopped
/// by a signal or in a deadlock, is otherwise never restarted.
/// </summary>
internal sealed class LivenessProbe(HttpMessageInvoker http, TimeProvider time)
{
    /// <summary>How often a process is asked.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>
    /// So many probes in a row must fail. They are counted, rather than the time since the last answer, so that a server that was itself
    /// paused does not take its healthy children for hung ones.
    /// </summary>
    internal const int FailureThreshold = 3;

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Returns when the process behind an address is hung.</summary>
    /// <param name="address">What to ask: any HTTP answer will do.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    internal async Task WaitUntilHungAsync(Uri address, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var failures = 0;
        while (failures < FailureThreshold && await timer.WaitForNextTickAsync(cancellationToken))
        {
            failures = await AnswersAsync(address, cancellationToken) ? 0 : failures + 1;
        }
    }

    private async Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(AnswerTimeout, time, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await http.SendAsync(request, deadline.Token);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && deadline.HasPassed))
        {
            return false;
        }
    }
}
