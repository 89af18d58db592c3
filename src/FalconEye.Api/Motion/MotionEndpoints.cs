using FalconEye.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Motion;

/// <summary>What moves before a camera, for who sets its motion detection up (api.md, "Additions").</summary>
internal static class MotionEndpoints
{
    internal static RouteGroupBuilder MapMotion(this RouteGroupBuilder cameras)
    {
        cameras.MapGet("/{id:guid}/motion", GetMotion);
        return cameras;
    }

    private static async Task<Results<Ok<MotionNowResponse>, ProblemHttpResult>> GetMotion(
        Guid id, HttpContext context, MotionReader motion, CancellationToken cancellationToken)
    {
        if (!(await motion.ReadAsync(id, cancellationToken)).TryGet(out var now, out var refusal))
        {
            return Problem.Of(refusal);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(now);
    }
}
