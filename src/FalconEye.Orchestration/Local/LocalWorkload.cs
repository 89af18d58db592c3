using System.ComponentModel;
using System.Runtime.InteropServices;
using FalconEye.Contracts.Cameras;
using FalconEye.Processes;
using Microsoft.Extensions.Logging;

namespace FalconEye.Orchestration.Local;

/// <summary>One child process and its successors: started again with growing pauses whenever it ends by itself.</summary>
internal sealed partial class LocalWorkload : IAsyncDisposable
{
    /// <summary>A child that lived this long was healthy: the next pause is the shortest again.</summary>
    private static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(30);

    /// <summary>Time for a recorder to finish its file; a new start repairs what was left open.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(8);

    /// <summary>A child that does not answer will hardly end by itself.</summary>
    private static readonly TimeSpan HungStopGrace = TimeSpan.FromSeconds(2);

    private readonly LocalOrchestratorOptions _options;
    private readonly LivenessProbe _liveness;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action _changed;
    private readonly CancellationTokenSource _ending = new();
    private readonly LineTail _lines = new(capacity: 200);
    private Task _running = Task.CompletedTask;
    private int[] _ownPorts = [];
    private TaskCompletionSource _deviceRefused = new();

    internal LocalWorkload(
        WorkloadSpec spec, LocalOrchestratorOptions options, LivenessProbe liveness, TimeProvider time, ILogger logger, Action changed)
    {
        (Spec, _options, _liveness, _time, _logger, _changed) = (spec, options, liveness, time, logger, changed);
        Observation = new WorkloadObservation
        {
            Key = spec.Key,
            Name = spec.Name,
            CameraName = spec.CameraName,
            ServiceName = spec.ServiceName,
            Phase = WorkloadPhase.Starting,
            DeployedAt = time.GetUtcNow(),
            NodeName = Environment.MachineName,
            StreamPort = LoopbackPort.Reserve(),
            ControlPort = spec.Usb is null ? null : LoopbackPort.Reserve(),
        };
        KeepOrReplacePorts();
    }

    internal WorkloadSpec Spec { get; }

    internal WorkloadObservation Observation { get; private set; }

    internal IReadOnlyList<string> LastLines => _lines.Snapshot();

    internal void Start() => _running = RunAsync(_ending.Token);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        ReleasePorts();
        _ending.Dispose();
    }

    private async Task RunAsync(CancellationToken ending)
    {
        var backoff = Backoff.Standard();
        try
        {
            while (!ending.IsCancellationRequested)
            {
                var began = _time.GetTimestamp();
                var reason = await RunOnceAsync(ending);
                if (_time.GetElapsedTime(began) > HealthyAfter)
                {
                    backoff.Reset();
                }

                var pause = backoff.Next();
                LogEnded(Spec.CameraName, Spec.Name, reason, pause.TotalSeconds);
                Observe(Observation with { Phase = WorkloadPhase.Failing, Reason = reason, Restarts = Observation.Restarts + 1 });
                await Task.Delay(pause, _time, ending);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            LogStopped(Spec.CameraName, Spec.Name);
        }
    }

    /// <summary>One run of the child.</summary>
    /// <returns>Why it ended, for users.</returns>
    private async Task<string> RunOnceAsync(CancellationToken ending)
    {
        ChildProcess child;
        try
        {
            KeepOrReplacePorts();
            _deviceRefused = new(TaskCreationOptions.RunContinuationsAsynchronously);
            child = await ChildProcess.StartAsync(Describe());
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return $"could not be started: {e.Message}";
        }

        await using (child)
        {
            LogStarted(Spec.CameraName, Spec.Name, child.Id);
            Observe(Observation with { Phase = WorkloadPhase.Running, Reason = null, ProcessId = child.Id });
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(ending);
            var hung = _liveness.WaitUntilHungAsync(HealthAddress, watching.Token);
            try
            {
                var first = await Task.WhenAny(child.Exited, hung, _deviceRefused.Task);
                if (first == _deviceRefused.Task)
                {
                    await child.StopAsync(PosixSignal.SIGTERM, HungStopGrace, _time);
                    return $"may not open {Spec.Usb!.DevicePath}";
                }

                if (first == hung)
                {
                    await hung;
                    await child.StopAsync(PosixSignal.SIGTERM, HungStopGrace, _time);
                    return "did not answer its health checks and was ended";
                }

                var exit = await child.Exited;
                return $"ended with code {exit.Code}{(exit.LastLines is [.., var last] ? $": {last}" : "")}";
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                await child.StopAsync(PosixSignal.SIGTERM, StopGrace, _time);
                throw;
            }
            finally
            {
                await watching.CancelAsync();
                await ((Task)hung).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Our own programs answer it without a credential; of <c>motion</c> any answer will do.</summary>
    private Uri HealthAddress => Observation.ControlAddress ?? new Uri(Observation.Address!, "healthz/live");

    /// <summary>Someone else may have taken a port between two runs.</summary>
    private void KeepOrReplacePorts()
    {
        ReleasePorts();
        var port = LoopbackPort.KeepOrReserve(Observation.StreamPort!.Value);
        var control = Observation.ControlPort is { } current ? LoopbackPort.KeepOrReserve(current) : (int?)null;
        Observation = Observation with
        {
            StreamPort = port,
            Address = LoopbackPort.AddressOf(port),
            ControlPort = control,
            ControlAddress = control is { } taken ? LoopbackPort.AddressOf(taken) : null,
        };
        _ownPorts = [.. new[] { port, control }.OfType<int>()];
        foreach (var own in _ownPorts)
        {
            OwnServices.Add(own);
        }
    }

    /// <summary>No camera may have the port of a workload; what the workload gives up is any program's again.</summary>
    private void ReleasePorts()
    {
        foreach (var port in _ownPorts)
        {
            OwnServices.Remove(port);
        }

        _ownPorts = [];
    }

    private ProcessSpec Describe() => LocalProcess.Describe(Spec, Observation, _options) with { OnLine = Relay };

    /// <summary>
    /// The child's own lines go to the log under the camera's name. A sandbox knows the device that was there at its start: one that was plugged in
    /// again is another, which a new start may open.
    /// </summary>
    private void Relay(string line)
    {
        _lines.Add(line);
        if (Spec.Usb is { } usb && line.Contains("video device", StringComparison.Ordinal) && line.Contains("Permission denied", StringComparison.Ordinal)
            && File.Exists(usb.DevicePath))
        {
            _deviceRefused.TrySetResult();
        }

        LogLine(Spec.CameraName, Spec.Key.Component, line);
    }

    private void Observe(WorkloadObservation observation)
    {
        Observation = observation;
        _changed();
    }

    [LoggerMessage(LogLevel.Information, "{Camera}: {Workload} runs as process {ProcessId}")]
    private partial void LogStarted(string camera, string workload, int processId);

    [LoggerMessage(LogLevel.Warning, "{Camera}: {Workload} {Reason}; starting it again in {Seconds:F1} s")]
    private partial void LogEnded(string camera, string workload, string reason, double seconds);

    [LoggerMessage(LogLevel.Information, "{Camera}: {Workload} is stopped")]
    private partial void LogStopped(string camera, string workload);

    [LoggerMessage(LogLevel.Information, "{Camera} [{Component}] {Line}")]
    private partial void LogLine(string camera, WorkloadComponent component, string line);
}
