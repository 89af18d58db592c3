using System.ComponentModel;
using System.Net;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Controllers;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>
/// One container of a pod through all its lives: pulled, started, probed, and started again with growing pauses when it ends.
/// </summary>
internal sealed class ContainerWorker(
    ClusterObjects cluster, FakeNode node, JsonObject pod, JsonObject container, IPAddress address, string podFolder, NodesOptions options, Action publish)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(300);

    private RunningContainer? _running;
    private bool _wasStuck;

    internal string Name { get; } = container.Text("name")!;

    internal ContainerState State { get; private set; } = ContainerState.Waiting("ContainerCreating", null);

    internal ContainerLog Log { get; private set; } = new();

    internal ContainerLog? PreviousLog { get; private set; }

    internal int? ProcessId => _running?.ProcessId;

    private string Image => container.Text("image")!;

    /// <summary>Runs it until it need not run again, or until it is cancelled.</summary>
    internal async Task RunAsync(CancellationToken ending)
    {
        for (var lives = 0; !ending.IsCancellationRequested; lives++)
        {
            var code = await LiveAsync(ending);
            var policy = pod.Text("spec", "restartPolicy") ?? "Always";
            if (policy == "Never" || (policy == "OnFailure" && code == 0))
            {
                return;
            }

            if (lives > 0)
            {
                var pause = TimeSpan.FromSeconds(Math.Min(MaxDelay.TotalSeconds, options.CrashPause.TotalSeconds * Math.Pow(2, lives - 1)));
                Show(State.InWaiting("CrashLoopBackOff", $"back-off {pause.TotalSeconds:0}s restarting failed container={Name} pod={pod.Text("metadata", "name")}"));
                await Task.Delay(pause, ending);
            }

            Show(State with { Restarts = State.Restarts + 1 });
        }
    }

    /// <summary>Asks what runs to end.</summary>
    internal Task StopAsync(TimeSpan grace) => _running?.StopAsync(grace) ?? Task.CompletedTask;

    /// <summary>Ends what runs as a power cut does.</summary>
    internal async Task KillAsync()
    {
        if (_running is { } running)
        {
            await running.DisposeAsync();
        }
    }

    private async Task<int> LiveAsync(CancellationToken ending)
    {
        (PreviousLog, Log) = (State.Restarts > 0 ? Log : null, new ContainerLog());
        var (program, setup) = await PrepareAsync(ending);
        var started = cluster.Now();
        try
        {
            _running = await RunningContainer.StartAsync(program, setup, address, Log);
        }
        catch (Win32Exception e)
        {
            Show(State.InTerminated(128, "StartError", e.Message, started, cluster.Now()));
            return 128;
        }

        await using (_running)
        {
            Show(State.InRunning(started, HasProbes("startupProbe"), !HasProbes("startupProbe") && !HasProbes("readinessProbe")));
            using var run = CancellationTokenSource.CreateLinkedTokenSource(ending);
            var probing = ProbeAsync(run.Token);
            if (ending.IsCancellationRequested)
            {
                // The pod was ended while this life began: no one else knows of it yet.
                await _running.DisposeAsync();
            }

            var code = await _running.Exited;
            await run.CancelAsync();
            await probing;
            Show(State.InTerminated(code, code == 0 ? "Completed" : "Error", _wasStuck ? "Liveness probe failed" : null, started, cluster.Now()));
            return code;
        }
    }

    private bool HasProbes(string name) => container.Object(name) is not null;

    /// <summary>Waits until image and configuration are there.</summary>
    private async Task<(PodProgram, ContainerSetup)> PrepareAsync(CancellationToken ending)
    {
        for (var tries = 0; ; tries++)
        {
            if (!options.Images.TryGetValue(ImageName.ShortOf(Image), out var program))
            {
                Show(tries == 0
                    ? State.InWaiting("ErrImagePull", $"failed to pull and unpack image \"{Image}\": not found")
                    : State.InWaiting("ImagePullBackOff", $"Back-off pulling image \"{Image}\""));
            }
            else
            {
                try
                {
                    return (program, ContainerSetup.Prepare(cluster, node, pod, container, podFolder, program));
                }
                catch (ContainerSetupException e)
                {
                    Show(State.InWaiting(e.Reason, e.Message));
                }
            }

            await Task.Delay(PollInterval, ending);
        }
    }

    private async Task ProbeAsync(CancellationToken ending)
    {
        try
        {
            if (Probe.Of(container, "startupProbe", address) is { } startup && !await BecomesWellAsync(startup, ending))
            {
                await EndStuckAsync();
                return;
            }

            Show(State with { Started = true, Ready = !HasProbes("readinessProbe") });
            await Task.WhenAll(WatchReadinessAsync(ending), WatchLivenessAsync(ending));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // It has ended, or is to.
        }
    }

    private async Task<bool> BecomesWellAsync(Probe probe, CancellationToken ending)
    {
        var deadline = cluster.Time.GetTimestamp();
        while (!await probe.AskAsync(ending))
        {
            if (cluster.Time.GetElapsedTime(deadline) > probe.InitialDelay + (probe.Period * probe.FailureThreshold))
            {
                return false;
            }

            await Task.Delay(PollInterval, ending);
        }

        return true;
    }

    /// <summary>Asks often until it is ready for the first time, so that no test waits for a period.</summary>
    private async Task WatchReadinessAsync(CancellationToken ending)
    {
        if (Probe.Of(container, "readinessProbe", address) is not { } probe)
        {
            return;
        }

        for (var failures = 0L; ;)
        {
            var isWell = await probe.AskAsync(ending);
            failures = isWell ? 0 : failures + 1;
            if (isWell != State.Ready && (isWell || failures >= probe.FailureThreshold))
            {
                Show(State with { Ready = isWell });
            }

            await Task.Delay(State.Ready ? probe.Period : PollInterval, ending);
        }
    }

    private async Task WatchLivenessAsync(CancellationToken ending)
    {
        if (Probe.Of(container, "livenessProbe", address) is not { } probe)
        {
            return;
        }

        await Task.Delay(probe.InitialDelay, ending);
        for (var failures = 0L; failures < probe.FailureThreshold;)
        {
            failures = await probe.AskAsync(ending) ? 0 : failures + 1;
            await Task.Delay(probe.Period, ending);
        }

        await EndStuckAsync();
    }

    private Task EndStuckAsync()
    {
        _wasStuck = true;
        return StopAsync(TimeSpan.FromSeconds(pod.Number("spec", "terminationGracePeriodSeconds") ?? 30));
    }

    private void Show(ContainerState state)
    {
        if (state != State)
        {
            State = state;
            publish();
        }
    }
}
