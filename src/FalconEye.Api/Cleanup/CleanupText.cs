using FalconEye.Orchestration;

namespace FalconEye.Api.Cleanup;

/// <summary>A cleanup's report as a user reads it.</summary>
internal static class CleanupText
{
    internal static async Task WriteAsync(CleanupReport report, TextWriter output)
    {
        if (report.Refusal is { } refusal)
        {
            await output.WriteLineAsync($"STOPPED: this looks wrong, and nothing was changed. {refusal}");
            await output.WriteLineAsync("If it is right all the same, run the command again with --force.");
            return;
        }

        var (ended, removed) = report.DryRun ? ("would be marked as stopped", "would be removed") : ("marked as stopped", "removed");
        await output.WriteLineAsync($"Recordings without a recorder: {report.EndedRecordings.Count}");
        foreach (var recording in report.EndedRecordings)
        {
            await output.WriteLineAsync($"  {ended}  {recording}");
        }

        var orphans = report.Removed.Count + report.Young.Count + report.Failed.Count;
        await output.WriteLineAsync($"Workloads: {report.Workloads}, of which without a camera: {orphans}");
        foreach (var workload in report.Removed)
        {
            await output.WriteLineAsync($"  {removed}  {Describe(workload)}");
        }

        foreach (var workload in report.Young)
        {
            await output.WriteLineAsync($"  left, since it is young  {Describe(workload)}");
        }

        foreach (var (workload, reason) in report.Failed)
        {
            await output.WriteLineAsync($"  NOT removed  {Describe(workload)}: {reason}");
        }
    }

    private static string Describe(WorkloadObservation workload) => $"{workload.Name} (of camera {workload.Key.CameraId}, \"{workload.CameraName}\")";
}
