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
    public Task SetAsync(string cron, CancellationToken cancellationToken) => ClusterCalls.InWordsAsync(async () =>
    {
        try
        {
            var patch = new V1Patch(new { spec = new { schedule = cron } }, V1Patch.PatchType.MergePatch);
            await cluster.Client.BatchV1.PatchNamespacedCronJobAsync(patch, Name, cluster.Namespace, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            LogMissing(Name);
        }
    }, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "There is no CronJob {Name}, so nothing is cleaned up; the installer makes it")]
    private partial void LogMissing(string name);
}
