using System.Text.Json;
using FalconEye.Api.Events;
using FalconEye.Api.Recordings;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Events;
using FalconEye.Data.Recordings;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Cleanup;

/// <summary>
/// Ends recordings without a recorder, and removes workloads that belong to no camera (seed, "Cleanup CronJob").
/// </summary>
internal sealed partial class SystemCleanup(
    FalconEyeContext database,
    IWorkloadOrchestrator orchestrator,
    OrphanedRecordings recordings,
    IRecordingNodes nodes,
    TimeProvider time,
    ILogger<SystemCleanup> logger)
{
    private const int MeasuredAtOnce = 50;

    internal async Task<CleanupReport> RunAsync(CleanupOptions options, CancellationToken cancellationToken)
    {
        // Workloads first: a camera is stored before its workload is deployed, so a workload that is seen has its row by the next line.
        var workloads = orchestrator.List();
        if (!await HasTablesAsync(cancellationToken))
        {
            return new CleanupReport { DryRun = options.DryRun, Workloads = workloads.Count, Refusal = "The database has no tables yet: it is just created." };
        }

        var snapshot = await LookAsync(workloads, cancellationToken);
        var refusal = options.Force ? null : snapshot.Refusal();
        if (refusal is not null)
        {
            return new CleanupReport { DryRun = options.DryRun, Workloads = workloads.Count, Refusal = refusal };
        }

        var ended = await EndRecordingsAsync(options, cancellationToken);
        var isYoung = snapshot.Orphans.ToLookup(orphan => snapshot.Now - orphan.DeployedAt < options.OlderThan);
        var (removed, failed) = await RemoveAsync(isYoung[false], options, cancellationToken);
        await NoteAsync(options.DryRun ? [] : removed, cancellationToken);
        await SweepAsync(options, cancellationToken);
        return new CleanupReport
        {
            DryRun = options.DryRun,
            Workloads = workloads.Count,
            EndedRecordings = [.. ended.Select(recording => recording.Id)],
            Young = [.. isYoung[true]],
            Removed = removed,
            Failed = failed,
        };
    }

    /// <summary>A database that the server has not yet made its tables in knows nothing. The cleanup itself changes no schema.</summary>
    private async Task<bool> HasTablesAsync(CancellationToken cancellationToken) =>
        (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).Any();

    private async Task<CleanupSnapshot> LookAsync(IReadOnlyCollection<WorkloadObservation> workloads, CancellationToken cancellationToken)
    {
        var cameras = await database.Cameras.AsNoTracking()
            .Select(camera => new { camera.Id, camera.CreatedAt, camera.DesiredRunning })
            .ToListAsync(cancellationToken);
        return new(
            workloads,
            cameras.ToDictionary(camera => camera.Id, camera => camera.CreatedAt),
            cameras.Count(camera => camera.DesiredRunning),
            time.GetUtcNow());
    }

    private async Task<IReadOnlyList<Recording>> EndRecordingsAsync(CleanupOptions options, CancellationToken cancellationToken)
    {
        var latest = time.GetUtcNow().UtcDateTime - options.OlderThan;
        var growing = await database.Recordings
            .Where(recording => recording.Status == RecordingStatus.Recording && recording.StartTime < latest)
            .ToListAsync(cancellationToken);
        var orphans = growing.Where(IsUnattended).ToList();
        if (!options.DryRun)
        {
            await recordings.EndAsync(orphans, cancellationToken);
            await recordings.MeasureAsync(await FindUnmeasuredAsync(cancellationToken), cancellationToken);
        }

        return orphans;
    }

    /// <summary>Recordings that ended while their node was away, the newest of them.</summary>
    private Task<List<Recording>> FindUnmeasuredAsync(CancellationToken cancellationToken) => database.Recordings
        .Where(recording => recording.Status == RecordingStatus.Stopped && recording.EndTime == null)
        .OrderByDescending(recording => recording.StartTime)
        .Take(MeasuredAtOnce)
        .ToListAsync(cancellationToken);

    /// <summary>
    /// A recorder finishes and reports the files of its node itself, now or when it starts. No one does it for a recording whose recorder
    /// is gone, or has moved to another node.
    /// </summary>
    private bool IsUnattended(Recording recording) =>
        recording.CameraId is not { } camera
        || orchestrator.Find(new(camera, WorkloadComponent.Recorder)) is not { } recorder
        || (recorder is { Phase: WorkloadPhase.Running, NodeName: { } node } && recording.NodeName is { } home && home != node);

    private async Task<(IReadOnlyList<WorkloadObservation> Removed, IReadOnlyList<(WorkloadObservation Workload, string Reason)> Failed)> RemoveAsync(
        IEnumerable<WorkloadObservation> orphans, CleanupOptions options, CancellationToken cancellationToken)
    {
        List<WorkloadObservation> removed = [];
        List<(WorkloadObservation Workload, string Reason)> failed = [];
        foreach (var orphan in orphans)
        {
            try
            {
                if (!options.DryRun)
                {
                    await orchestrator.DeleteAsync(orphan.Key, cancellationToken);
                    LogRemoved(orphan.Name, orphan.CameraName);
                }

                removed.Add(orphan);
            }
            catch (OrchestrationException e)
            {
                failed.Add((orphan, e.Message));
            }
        }

        return (removed, failed);
    }

    /// <summary>What is left over here does no harm until the next time.</summary>
    private async Task SweepAsync(CleanupOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await (options.DryRun ? Task.CompletedTask : nodes.SweepAsync(cancellationToken));
        }
        catch (OrchestrationException e)
        {
            LogNotSwept(e.Message);
        }
    }

    /// <summary>Recordings that were ended are in the log of events by themselves.</summary>
    private async Task NoteAsync(IReadOnlyList<WorkloadObservation> removed, CancellationToken cancellationToken)
    {
        database.Events.AddRange(removed.Select(workload => new LoggedEvent
        {
            Time = time.GetUtcNow().UtcDateTime,
            Kind = EventKinds.Cleanup,
            Actor = Actor.System,
            Message = $"{workload.Name} was removed: there is no camera for it any more.",
            Data = JsonSerializer.Serialize(new { workload = workload.Name, camera_id = workload.Key.CameraId }),
        }));
        await database.SaveChangesAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Pods that have removed files are not removed themselves this time: {Reason}")]
    private partial void LogNotSwept(string reason);

    [LoggerMessage(LogLevel.Warning, "{Workload} is removed: there is no camera for it any more ({Camera})")]
    private partial void LogRemoved(string workload, string camera);
}
