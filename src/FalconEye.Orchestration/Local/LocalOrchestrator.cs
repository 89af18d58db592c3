using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using FalconEye.Orchestration.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FalconEye.Orchestration.Local;

/// <summary>
/// Runs each workload as a supervised child process on loopback. Children end with this process, however it ends, so a new start never
/// finds old ones: the reconciler deploys again what is wanted.
/// </summary>
public sealed class LocalOrchestrator(LocalOrchestratorOptions options, TimeProvider time, ILoggerFactory loggers)
    : IWorkloadOrchestrator, IHostedService, IAsyncDisposable
{
    private readonly ConcurrentDictionary<WorkloadKey, LocalWorkload> _workloads = new();
    private readonly KeyedLock<WorkloadKey> _turns = new();
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) });
    private volatile bool _isStopping;

    /// <inheritdoc/>
    public event Action<WorkloadKey>? Changed;

    /// <inheritdoc/>
    public async Task<WorkloadObservation> DeployAsync(WorkloadSpec spec, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync(spec.Key, cancellationToken);
        if (_workloads.TryGetValue(spec.Key, out var current) && current.Spec == spec)
        {
            return current.Observation;
        }

        await EndAsync(spec.Key);
        return Start(spec);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(WorkloadKey key, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync(key, cancellationToken);
        if (await EndAsync(key))
        {
            Changed?.Invoke(key);
        }
    }

    /// <inheritdoc/>
    public async Task RestartAsync(WorkloadKey key, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync(key, cancellationToken);
        if (_workloads.GetValueOrDefault(key)?.Spec is { } spec && await EndAsync(key))
        {
            Start(spec);
        }
    }

    /// <summary>Always: nothing runs here that was not started by this process.</summary>
    public bool IsReady => true;

    /// <inheritdoc/>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public WorkloadObservation? Find(WorkloadKey key) => _workloads.GetValueOrDefault(key)?.Observation;

    /// <inheritdoc/>
    public IReadOnlyCollection<WorkloadObservation> List() => [.. _workloads.Values.Select(workload => workload.Observation)];

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadLogAsync(WorkloadKey key, CancellationToken cancellationToken) =>
        Task.FromResult(_workloads.GetValueOrDefault(key)?.LastLines ?? []);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Node>> ListNodesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Node>>([ThisMachine()]);

    /// <summary>Nothing to do: workloads start when they are deployed.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends all children side by side. None is started any more.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        return Task.WhenAll(_workloads.Keys.Select(EndAsync));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _http.Dispose();
    }

    private WorkloadObservation Start(WorkloadSpec spec)
    {
        if (_isStopping)
        {
            throw new OrchestrationException("The server is stopping.");
        }

        var workload = new LocalWorkload(
            spec, options, new LivenessProbe(_http, time), time, loggers.CreateLogger<LocalWorkload>(), () => Changed?.Invoke(spec.Key));
        _workloads[spec.Key] = workload;
        workload.Start();
        return workload.Observation;
    }

    private async Task<bool> EndAsync(WorkloadKey key)
    {
        if (!_workloads.TryRemove(key, out var workload))
        {
            return false;
        }

        await workload.DisposeAsync();
        return true;
    }

    private static Node ThisMachine() => new(
        Environment.MachineName,
        OutgoingAddress(),
        Ready: true,
        Taints: [],
        Labels: new Dictionary<string, string> { ["kubernetes.io/hostname"] = Environment.MachineName },
        RuntimeInformation.OSArchitecture switch { Architecture.X64 => "amd64", var other => other.ToString().ToLowerInvariant() },
        "linux");

    /// <summary>The address of the interface that a packet to the network would leave by; connecting a UDP socket sends none.</summary>
    private static string OutgoingAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(new IPAddress([192, 0, 2, 1]), 9);
            return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
        }
        catch (SocketException)
        {
            return IPAddress.Loopback.ToString();
        }
    }
}
