using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Edge;
using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Recordings.Conversion;

/// <summary>A segment of a recording as H.264, for browsers that do not play its video (api.md, "Recordings").</summary>
internal static class ConversionEndpoint
{
    private const string Route = "converted.mp4";

    internal static RouteGroupBuilder MapConversions(this RouteGroupBuilder recordings)
    {
        recordings.MapGet($"/{{id}}/{Route}", GetConverted)
            .RequireAuthorization(Policies.Viewer)
            .WithConversionLimit()
            .CountedAs(LongRequestKind.Download);
        return recordings;
    }

    /// <summary>Where a recording's segments are converted; <c>?segment=</c> with the segment's offset is to be added.</summary>
    internal static string PathOf(string recordingId) => $"/api/recordings/{Uri.EscapeDataString(recordingId)}/{Route}";

    private static async Task<IResult> GetConverted(
        string id, HttpContext context, ConversionService conversions, long? segment = null, CancellationToken cancellationToken = default)
    {
        if (!(await conversions.BeginAsync(id, segment ?? -1, cancellationToken)).TryGet(out var conversion, out var refusal))
        {
            return Problem.Of(refusal);
        }

        context.Response.RegisterForDisposeAsync(conversion);
        context.Response.AllowPrivateCaching("max-age=600");
        return TypedResults.Stream(conversion.SendAsync, SegmentVideo.MediaType);
    }
}
