using FalconEye.Data;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FalconEye.Api.Health;

/// <summary>Ready means that the database answers.</summary>
internal sealed class DatabaseHealthCheck(FalconEyeContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database does not answer.");
}
