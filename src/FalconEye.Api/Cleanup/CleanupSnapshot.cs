using FalconEye.Orchestration;

namespace FalconEye.Api.Cleanup;

/// <summary>
/// What a cleanup sees before it acts, and whether that can be believed. On another product a cleanup that trusted an empty database
/// removed every recording; this one stops when it knows too little.
/// </summary>
/// <param name="Workloads">What runs.</param>
/// <param name="Cameras">The ids in the database, with the time that each was added.</param>
/// <param name="DesiredRunning">How many cameras a user wants running.</param>
/// <param name="Now">UTC.</param>
internal sealed record CleanupSnapshot(
    IReadOnlyCollection<WorkloadObservation> Workloads, IReadOnlyDictionary<Guid, DateTime> Cameras, int DesiredRunning, DateTimeOffset Now)
{
    /// <summary>A cluster tells times in whole seconds.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    /// <summary>A database that has known its oldest camera for less is just created, or just restored.</summary>
    private static readonly TimeSpan YoungDatabase = TimeSpan.FromMinutes(10);

    /// <summary>The workloads of cameras that the database does not know.</summary>
    internal IReadOnlyList<WorkloadObservation> Orphans { get; } = [.. Workloads.Where(workload => !Cameras.ContainsKey(workload.Key.CameraId))];

    /// <returns>Why nothing may be removed; <see langword="null"/> when all looks as it should.</returns>
    internal string? Refusal() => this switch
    {
        { Cameras.Count: 0, Workloads.Count: > 0 } => $"The database has no camera at all, and {Count(Workloads.Count, "workload")} run.",
        { Workloads.Count: 0, DesiredRunning: > 0 } =>
            $"Not one workload is to be seen, and {Count(DesiredRunning, "camera")} should run: is this the right namespace?",
        _ when Orphans.Count > 0 && Cameras.Values.Min() is var oldest && IsJustCreated(oldest) =>
            $"The database is just created: its first camera is from {oldest:u}, and there are workloads from before that.",
        _ when Orphans.Count * 2 > Workloads.Count => $"{Orphans.Count} of {Workloads.Count} workloads seem to have no camera, which is more than half.",
        _ => null,
    };

    private bool IsJustCreated(DateTime oldest) =>
        Now.UtcDateTime - oldest < YoungDatabase && Orphans.Any(orphan => orphan.DeployedAt.UtcDateTime < oldest - Rounding);

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
