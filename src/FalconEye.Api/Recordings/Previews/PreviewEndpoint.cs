using System.Globalization;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Problems;
using FalconEye.Api.Recordings.Playback;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace FalconEye.Api.Recordings.Previews;

/// <summary>A small picture of a moment of a camera's recordings (api.md, "Recordings").</summary>
internal static class PreviewEndpoint
{
    /// <summary>When the picture was taken.</summary>
    private const string TimeHeader = "X-Picture-Time";

    internal static RouteGroupBuilder MapPreviews(this RouteGroupBuilder cameras)
    {
        cameras.MapGet("/{id:guid}/preview", GetPreview).WithTags("Recordings").WithSearchLimit();
        return cameras;
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetPreview(
        Guid id, HttpContext context, PreviewService previews, DateTimeOffset? at = null, CancellationToken cancellationToken = default)
    {
        if (PlaybackPeriod.ProblemOf(at, "at") is { } wrong)
        {
            return Problem.Of(wrong);
        }

        if (!(await previews.GetAsync(id, at!.Value.UtcDateTime, cancellationToken)).TryGet(out var picture, out var refusal))
        {
            return Problem.Of(refusal);
        }

        context.Response.AllowPrivateCaching(picture.IsGrowing ? "no-cache" : "max-age=600");
        context.Response.Headers[TimeHeader] = picture.Time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return TypedResults.Bytes(picture.Jpeg, "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{picture.Tag}\""));
    }
}
