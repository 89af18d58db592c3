using System.Net;
using FalconEye.Processes;
using k8s;
using k8s.Autorest;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>
/// Leads while it holds the Lease <c>falcon-eye-leader</c>. One that cannot renew it for ten seconds stops its work, five seconds before
/// another may begin; one that ends gives the Lease back, so that the next need not wait.
/// </summary>
public sealed partial class KubernetesLeadership(Cluster cluster, KubernetesOptions options, TimeProvider time, ILogger<KubernetesLeadership> logger)
    : BackgroundService, ILeadership
{
    private const string LeaseName = "falcon-eye-leader";

    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RenewDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private TaskCompletionSource<CancellationToken> _term = NewTerm();
    private CancellationTokenSource? _ending;

    /// <inheritdoc/>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        while (true)
        {
            var term = await CurrentTerm().WaitAsync(stopping);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(term, stopping);
            try
            {
                await work(ending.Token);
            }
            catch (OperationCanceledException) when (term.IsCancellationRequested && !stopping.IsCancellationRequested)
            {
                // Another replica leads; wait for the next term.
            }

            stopping.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(RetryPeriod / 2, LeaseDuration);
        var leaseLock = new RetryingLock(new LeaseLock(cluster.Client, cluster.Namespace, LeaseName, options.Identity));
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await StandAsync(leaseLock, stoppingToken))
            {
                backoff.Reset();
            }

            await Task.Delay(backoff.Next(), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await GiveBackAsync();
    }

    /// <summary>Stands for election, and leads once elected, until another does or the server stops.</summary>
    /// <returns>Whether it led.</returns>
    private async Task<bool> StandAsync(ILock leaseLock, CancellationToken stoppingToken)
    {
        using var elector = new LeaderElector(new LeaderElectionConfig(leaseLock)
        {
            LeaseDuration = LeaseDuration,
            RenewDeadline = RenewDeadline,
            RetryPeriod = RetryPeriod,
        });
        elector.OnStartedLeading += Begin;
        elector.OnStoppedLeading += End;
        try
        {
            await elector.RunUntilLeadershipLostAsync(stoppingToken);
            return true;
        }
        catch (Exception e)
        {
            // Stopping ends the elector by an exception, or not, as it happens: in the middle of a renewal it returns as if it had lost the
            // Lease.
            if (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e.Message);
            }

            return false;
        }
    }

    private Task<CancellationToken> CurrentTerm()
    {
        lock (_lock)
        {
            return _term.Task;
        }
    }

    private void Begin()
    {
        LogLeads(options.Identity);
        lock (_lock)
        {
            if (_ending is null)
            {
                _ending = new CancellationTokenSource();
                _term.SetResult(_ending.Token);
            }
        }
    }

    private void End()
    {
        CancellationTokenSource ended;
        lock (_lock)
        {
            if (_ending is null)
            {
                return;
            }

            LogLost(options.Identity);
            (ended, _ending, _term) = (_ending, null, NewTerm());
        }

        ended.Cancel();
        ended.Dispose();
    }

    /// <summary>
    /// Removes the Lease if it is this replica's; the others make a new one at their next look. A last renewal that was under way may
    /// arrive in between: then it looks once more.
    /// </summary>
    private async Task GiveBackAsync()
    {
        using var timeout = new CancellationTokenSource(RetryPeriod);
        try
        {
            while (!await TryGiveBackAsync(timeout.Token))
            {
                LogRenewedMeanwhile(options.Identity);
            }
        }
        catch (Exception e) when (e is HttpOperationException or HttpRequestException or OperationCanceledException)
        {
            LogNotGivenBack(e.Message);
        }
    }

    /// <returns>False when the Lease changed between the look and the removal.</returns>
    private async Task<bool> TryGiveBackAsync(CancellationToken cancellationToken)
    {
        var lease = await cluster.Client.CoordinationV1.ReadNamespacedLeaseAsync(LeaseName, cluster.Namespace, cancellationToken: cancellationToken);
        if (lease.Spec.HolderIdentity != options.Identity)
        {
            return true;
        }

        try
        {
            var preconditions = new V1Preconditions { Uid = lease.Metadata.Uid, ResourceVersion = lease.Metadata.ResourceVersion };
            await cluster.Client.CoordinationV1.DeleteNamespacedLeaseAsync(
                LeaseName, cluster.Namespace, new V1DeleteOptions { Preconditions = preconditions }, cancellationToken: cancellationToken);
            return true;
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    private static TaskCompletionSource<CancellationToken> NewTerm() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// The client's elector gives up leadership at the first connection that fails; told of an answer that failed, it tries again until the
    /// deadline. So a restart of the API server does not end the leader's work.
    /// </summary>
    private sealed class RetryingLock(ILock inner) : ILock
    {
        public string Identity => inner.Identity;

        public Task<LeaderElectionRecord> GetAsync(CancellationToken cancellationToken = default) =>
            AnswerAsync(() => inner.GetAsync(cancellationToken), cancellationToken);

        public Task<bool> CreateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) =>
            AnswerAsync(() => inner.CreateAsync(record, cancellationToken), cancellationToken);

        public async Task<bool> UpdateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default)
        {
            try
            {
                return await AnswerAsync(() => inner.UpdateAsync(record, cancellationToken), cancellationToken);
            }
            catch (HttpOperationException)
            {
                return false;
            }
        }

        public string Describe() => inner.Describe();

        private static async Task<T> AnswerAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
        {
            try
            {
                return await ask();
            }
            catch (Exception e) when (e is HttpRequestException or IOException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                using var answer = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
                throw new HttpOperationException(e.Message, e) { Response = new HttpResponseMessageWrapper(answer, "") };
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Identity} leads: it brings cameras into their wanted state")]
    private partial void LogLeads(string identity);

    [LoggerMessage(LogLevel.Warning, "{Identity} does not lead any more; another replica takes over")]
    private partial void LogLost(string identity);

    [LoggerMessage(LogLevel.Warning, "The election of a leader was interrupted and goes on: {Problem}")]
    private partial void LogFailed(string problem);

    [LoggerMessage(LogLevel.Debug, "{Identity} has renewed its Lease while giving it back, and gives it back again")]
    private partial void LogRenewedMeanwhile(string identity);

    [LoggerMessage(LogLevel.Information, "The Lease was not given back ({Problem}); another replica leads once it has run out")]
    private partial void LogNotGivenBack(string problem);
}
