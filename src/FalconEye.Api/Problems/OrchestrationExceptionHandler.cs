using FalconEye.Orchestration;
using Microsoft.AspNetCore.Diagnostics;

namespace FalconEye.Api.Problems;

/// <summary>Answers that the workload is not available now, with the orchestrator's reason.</summary>
internal sealed class OrchestrationExceptionHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not OrchestrationException)
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return await problems.TryWriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = new() { Status = StatusCodes.Status503ServiceUnavailable, Detail = exception.Message },
        });
    }
}
