using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Cameras;

/// <summary>Tries a source before it is added.</summary>
internal static class ProbeEndpoint
{
    internal static RouteGroupBuilder MapProbe(this RouteGroupBuilder cameras)
    {
        cameras.MapPost("/probe", ProbeCamera).RequireAuthorization(Policies.Operator);
        return cameras;
    }

    private static async Task<Results<Ok<ProbeResult>, ProblemHttpResult>> ProbeCamera(
        ProbeCameraRequest request, Caller caller, FalconEyeContext database, SourceProber prober, CancellationToken cancellationToken)
    {
        if (request.Protocol == CameraProtocol.Usb)
        {
            return Problem.Invalid("protocol", "A USB camera cannot be tried before it is added; add it, and its status says how it is.");
        }

        var text = request.SourceUrl;
        if (request.CameraId is { } id)
        {
            if (!caller.MayUse(id) || await database.Cameras.FindAsync([id], cancellationToken) is not { } camera)
            {
                return Problem.CameraNotFound(id);
            }

            if (!CameraSource.TryRestoreSecrets(camera, request.SourceUrl, out text, out var unknown))
            {
                return Problem.Invalid("source_url", unknown);
            }
        }

        else if (caller.Cameras is not null)
        {
            return Problem.Forbidden("You may use only some cameras, and can test only these: name one as camera_id.");
        }

        if (!CameraSource.TryReadAddress(request.Protocol!.Value, text, null, out var source, out var field, out var problem))
        {
            return Problem.Invalid(field, problem);
        }

        return await source.FindProblemAsync(cancellationToken) is { } forbidden
            ? Problem.Invalid("source_url", forbidden)
            : TypedResults.Ok(await prober.ProbeAsync(source.Address!, cancellationToken));
    }
}
