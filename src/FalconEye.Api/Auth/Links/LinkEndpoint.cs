using System.Text.RegularExpressions;
using FalconEye.Api.Problems;
using FalconEye.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Links;

/// <summary>Makes links for players that cannot send headers.</summary>
internal static partial class LinkEndpoint
{
    internal static RouteGroupBuilder MapLinks(this RouteGroupBuilder auth)
    {
        auth.MapPost("/links", CreateLink).RequireAuthorization(Policies.Viewer);
        return auth;
    }

    private static async Task<Results<Ok<LinkResponse>, ProblemHttpResult>> CreateLink(
        CreateLinkRequest request, Caller caller, FalconEyeContext database, StreamLinks links, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Linkable().Match(request.Path!) is not { Success: true } match)
        {
            return Problem.Invalid(
                "path", "A link is to /api/cameras/{id}/stream, /snapshot, /live, /live.m3u8 or /playback.m3u8, or to /api/recordings/{id}/download.");
        }

        if (!await MayUseAsync(match, caller, database, cancellationToken))
        {
            return Problem.NotFound($"There is nothing at {request.Path}.");
        }

        var expires = time.GetUtcNow().AddMinutes(request.Minutes);
        var stamp = await database.Users.Where(user => user.Id == caller.UserId).Select(user => user.SecurityStamp).FirstOrDefaultAsync(cancellationToken);
        var token = links.Sign(request.Path!, expires, LinkCreator.Of(caller), stamp);
        return TypedResults.Ok(new LinkResponse($"{request.Path}?{StreamLinks.Parameter}={token}", expires));
    }

    private static async Task<bool> MayUseAsync(Match match, Caller caller, FalconEyeContext database, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(match.Groups["camera"].Value, out var cameraId))
        {
            return caller.MayUse(cameraId) && await database.Cameras.AnyAsync(camera => camera.Id == cameraId, cancellationToken);
        }

        var recording = await database.Recordings.FindAsync([match.Groups["recording"].Value], cancellationToken);
        return recording is not null && caller.MayUse(CameraScope.CameraOf(recording));
    }

    [GeneratedRegex(@"\A/api/(cameras/(?<camera>[0-9a-fA-F-]{36})/(stream|snapshot|live|live\.m3u8|playback\.m3u8)|recordings/(?<recording>[A-Za-z0-9_-]{1,100})/download)\z")]
    private static partial Regex Linkable();
}
