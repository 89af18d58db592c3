using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Cameras;

/// <summary>Tries a source before it is added.</summary>
internal static class ProbeEndpoint
{
    internal static RouteGroupBuilder MapProbe(this RouteGroupBuilder cameras)
    {
        cameras.MapPost("/probe", ProbeCamera);
        return cameras;
    }

    private static async Task<Results<Ok<ProbeResult>, ProblemHttpResult>> ProbeCamera(
        ProbeCameraRequest request, SourceProber prober, CancellationToken cancellationToken)
    {
        if (request.Protocol == CameraProtocol.Usb)
        {
            return Problem.Invalid("protocol", "A USB camera cannot be tried before it is added; add it, and its status says how it is.");
        }

        return CameraSource.TryReadAddress(request.Protocol!.Value, request.SourceUrl, null, out var source, out var field, out var problem)
            ? TypedResults.Ok(await prober.ProbeAsync(source.Address!, cancellationToken))
            : Problem.Invalid(field, problem);
    }
}
