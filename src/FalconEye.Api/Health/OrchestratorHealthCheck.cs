using FalconEye.Orchestration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FalconEye.Api.Health;

/// <summary>
/// Ready means that what runs has been seen. A cluster that stops answering later leaves the server ready: it goes on serving what it
/// knows, and pictures do not pass through the cluster's API.
/// </summary>
internal sealed class OrchestratorHealthCheck(IWorkloadOrchestrator orchestrator) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(orchestrator.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The cluster's API has not answered yet."));
}
