using FalconEye.Orchestration;

namespace FalconEye.Api.Cleanup;

/// <summary>What a cleanup found and did.</summary>
public sealed record CleanupReport
{
    /// <summary>Whether it only looked.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Why nothing was removed, as text for users, when what was found looks wrong.</summary>
    public string? Refusal { get; init; }

    /// <summary>How many workloads the orchestrator has.</summary>
    public int Workloads { get; init; }

    /// <summary>Recordings that were said to grow while no one wrote them.</summary>
    public IReadOnlyList<string> EndedRecordings { get; init; } = [];

    /// <summary>Workloads without a camera, removed.</summary>
    public IReadOnlyList<WorkloadObservation> Removed { get; init; } = [];

    /// <summary>Workloads without a camera, left alone because they are young.</summary>
    public IReadOnlyList<WorkloadObservation> Young { get; init; } = [];

    /// <summary>Workloads without a camera that could not be removed, with the reason.</summary>
    public IReadOnlyList<(WorkloadObservation Workload, string Reason)> Failed { get; init; } = [];
}
