using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Cameras.Ptz;

/// <summary>Turning and zooming cameras (api.md, "Additions").</summary>
internal static class PtzEndpoints
{
    internal static RouteGroupBuilder MapPtz(this RouteGroupBuilder cameras)
    {
        cameras.MapPost("/{id:guid}/ptz", Turn).RequireAuthorization(Policies.Operator);
        cameras.MapGet("/{id:guid}/ptz/presets", GetPresets).RequireAuthorization(Policies.Operator);
        return cameras;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Turn(
        Guid id, PtzRequest request, PtzControl control, CancellationToken cancellationToken) =>
        await control.RunAsync(id, request, cancellationToken) is { } refusal ? Problem.Of(refusal) : TypedResults.NoContent();

    private static async Task<Results<Ok<PtzPresetsResponse>, ProblemHttpResult>> GetPresets(Guid id, PtzControl control, CancellationToken cancellationToken) =>
        (await control.GetPresetsAsync(id, cancellationToken)).TryGet(out var presets, out var refusal) ? TypedResults.Ok(presets) : Problem.Of(refusal);
}
