using System.Collections.Concurrent;
using FalconEye.Orchestration;
using FalconEye.Orchestration.Nodes;

namespace FalconEye.Api.Tests.Reconciliation;

/// <summary>Workloads that run as soon as they are deployed, at addresses that the test chooses.</summary>
internal sealed class FakeOrchestrator : IWorkloadOrchestrator
{
    private readonly ConcurrentDictionary<WorkloadKey, WorkloadObservation> _workloads = new();

    public event Action<WorkloadKey>? Changed;

    public bool IsReady => true;

    /// <summary>What each deployment becomes; nothing runs without an address.</summary>
    internal Func<WorkloadSpec, Uri?> AddressOf { get; set; } = spec => new Uri($"http://{spec.Name}.test/");

    /// <summary>Called before a workload is deleted: may wait.</summary>
    internal Func<WorkloadKey, Task> OnDelete { get; set; } = _ => Task.CompletedTask;

    internal ConcurrentQueue<string> Calls { get; } = new();

    public Task<WorkloadObservation> DeployAsync(WorkloadSpec spec, CancellationToken cancellationToken)
    {
        var isNew = !_workloads.ContainsKey(spec.Key);
        var workload = _workloads.GetOrAdd(spec.Key, _ => new WorkloadObservation
        {
            Key = spec.Key,
            Name = spec.Name,
            CameraName = spec.CameraName,
            ServiceName = spec.ServiceName,
            Phase = WorkloadPhase.Running,
            DeployedAt = DateTimeOffset.UnixEpoch,
            Address = AddressOf(spec),
        });
        if (isNew)
        {
            Calls.Enqueue($"deploy {spec.Key.Component}");
            Changed?.Invoke(spec.Key);
        }

        return Task.FromResult(workload);
    }

    public async Task DeleteAsync(WorkloadKey key, CancellationToken cancellationToken)
    {
        await OnDelete(key).WaitAsync(cancellationToken);
        if (_workloads.TryRemove(key, out _))
        {
            Calls.Enqueue($"delete {key.Component}");
            Changed?.Invoke(key);
        }
    }

    public Task RestartAsync(WorkloadKey key, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"restart {key.Component}");
        return Task.CompletedTask;
    }

    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public WorkloadObservation? Find(WorkloadKey key) => _workloads.GetValueOrDefault(key);

    public IReadOnlyCollection<WorkloadObservation> List() => [.. _workloads.Values];

    public Task<IReadOnlyList<string>> ReadLogAsync(WorkloadKey key, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<Node>> ListNodesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Node>>([]);

    /// <summary>Puts a workload where the test says.</summary>
    internal void Move(WorkloadKey key, Func<WorkloadObservation, WorkloadObservation> change)
    {
        _workloads[key] = change(_workloads[key]);
        Changed?.Invoke(key);
    }
}
