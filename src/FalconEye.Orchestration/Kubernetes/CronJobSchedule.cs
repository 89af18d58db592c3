using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>The cleanup is the CronJob <c>falcon-eye-cleanup</c>.</summary>
public sealed partial class CronJobSchedule(Cluster cluster, ILogger<CronJobSchedule> logger) : ICleanupSchedule
{
    private const string Name = "falcon-eye-cleanup";

    /// <inheritdoc/>
    public Task CheckAsync(string cron, CancellationToken cancellationToken) => PatchAsync(cron, isDryRun: true, cancellationToken);

    /// <inheritdoc/>
    public Task SetAsync(string cron, CancellationToken cancellationToken) => PatchAsync(cron, isDryRun: false, cancellationToken);

    /// <summary>
    /// The API server validates a dry run as any other change, and stores nothing
    /// (https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run).
    /// </summary>
    private Task PatchAsync(string cron, bool isDryRun, CancellationToken cancellationToken) => ClusterCalls.InWordsAsync(async () =>
    {
        try
        {
            var patch = new V1Patch(new { spec = new { schedule = cron } }, V1Patch.PatchType.MergePatch);
            await cluster.Client.BatchV1.PatchNamespacedCronJobAsync(patch, Name, cluster.Namespace, dryRun: isDryRun ? "All" : null, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            LogMissing(Name);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.Forbidden))
        {
            // Without the policy that limits such a change to the schedule, the right to change it is not given (own-admission).
            LogForbidden(Name, cron);
        }
    }, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "There is no CronJob {Name}, so nothing is cleaned up; the installer makes it")]
    private partial void LogMissing(string name);

    [LoggerMessage(LogLevel.Warning, "The schedule of the CronJob {Name} is not the server's to change; an administrator can set it to \"{Cron}\"")]
    private partial void LogForbidden(string name, string cron);
}
