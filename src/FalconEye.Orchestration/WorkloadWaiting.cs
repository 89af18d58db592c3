namespace FalconEye.Orchestration;

/// <summary>Waits for workloads to change, without polling.</summary>
public static class WorkloadWaiting
{
    /// <summary>Waits until a workload is as wanted.</summary>
    /// <param name="orchestrator">Runs the workload.</param>
    /// <param name="key">The workload.</param>
    /// <param name="predicate">
    /// What is waited for; called with the workload as it is now and after each change, <see langword="null"/> when there is none.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The workload that the predicate accepted.</returns>
    public static async Task<WorkloadObservation?> WaitForAsync(
        this IWorkloadOrchestrator orchestrator,
        WorkloadKey key,
        Func<WorkloadObservation?, bool> predicate,
        CancellationToken cancellationToken)
    {
        using SemaphoreSlim changed = new(0);
        void OnChanged(WorkloadKey other)
        {
            if (other == key)
            {
                changed.Release();
            }
        }

        // Subscribed before the first look, or a change in between would be missed.
        orchestrator.Changed += OnChanged;
        try
        {
            while (true)
            {
                var workload = orchestrator.Find(key);
                if (predicate(workload))
                {
                    return workload;
                }

                await changed.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            orchestrator.Changed -= OnChanged;
        }
    }
}
