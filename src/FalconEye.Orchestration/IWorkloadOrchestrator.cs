using FalconEye.Orchestration.Nodes;

namespace FalconEye.Orchestration;

/// <summary>Runs the workloads of cameras: as child processes of this machine, or in a cluster.</summary>
public interface IWorkloadOrchestrator
{
    /// <summary>
    /// Makes the workload run as the spec says: starts it, or replaces one that runs by another spec. Returns without waiting until it is
    /// ready.
    /// </summary>
    /// <returns>The workload right after.</returns>
    /// <exception cref="OrchestrationException">It cannot be deployed; the message says why.</exception>
    Task<WorkloadObservation> DeployAsync(WorkloadSpec spec, CancellationToken cancellationToken);

    /// <summary>Ends a workload and returns when it is gone; one that is not there is no error.</summary>
    /// <exception cref="OrchestrationException">It cannot be ended, or does not end in time.</exception>
    Task DeleteAsync(WorkloadKey key, CancellationToken cancellationToken);

    /// <summary>Restarts a workload by the spec that it has; one that is not there is no error.</summary>
    Task RestartAsync(WorkloadKey key, CancellationToken cancellationToken);

    /// <summary>Whether the lists below are true: not before what runs already has been seen.</summary>
    bool IsReady { get; }

    /// <summary>Waits until <see cref="IsReady"/> is true.</summary>
    Task WaitUntilReadyAsync(CancellationToken cancellationToken);

    /// <summary>The workload as it is now, from memory; <see langword="null"/> when there is none.</summary>
    WorkloadObservation? Find(WorkloadKey key);

    /// <summary>All workloads as they are now, from memory.</summary>
    IReadOnlyCollection<WorkloadObservation> List();

    /// <summary>The last lines that the workload wrote, oldest first, without credentials.</summary>
    Task<IReadOnlyList<string>> ReadLogAsync(WorkloadKey key, CancellationToken cancellationToken);

    /// <summary>The nodes that workloads can run on.</summary>
    Task<IReadOnlyList<Node>> ListNodesAsync(CancellationToken cancellationToken);

    /// <summary>Called when a workload changes; the handler must return at once.</summary>
    event Action<WorkloadKey>? Changed;
}
