using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Auth.Links;
using FalconEye.Api.Problems;
using FalconEye.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>A camera's recordings as one timeline (api.md, "Recordings").</summary>
internal static class PlaybackEndpoints
{
    /// <summary>Names the recordings of the period that cannot be played now, for programs that read only the playlist.</summary>
    private const string MissingHeader = "X-Missing-Recordings";

    private const int MostNamed = 20;

    /// <summary>
    /// How long a player may go on with a playlist: it is loaded once, and each segment's address is good as long. A login that ends, ends it at
    /// once.
    /// </summary>
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(12);

    internal static RouteGroupBuilder MapPlayback(this RouteGroupBuilder cameras)
    {
        cameras.MapGet("/{id:guid}/playback", GetPlayback).WithTags("Recordings").WithSearchLimit();
        cameras.MapGet("/{id:guid}/playback.m3u8", GetPlaylist).WithTags("Recordings").WithSearchLimit();
        return cameras;
    }

    private static async Task<Results<Ok<PlaybackResponse>, ProblemHttpResult>> GetPlayback(
        Guid id,
        PlaybackService playback,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        bool segments = true,
        CancellationToken cancellationToken = default)
    {
        if (!PlaybackPeriod.Of(from, to, PlaybackPeriod.Longest).TryGet(out var period, out var wrong))
        {
            return Problem.Of(wrong);
        }

        var described = await playback.DescribeAsync(id, period, segments, cancellationToken);
        return described.TryGet(out var response, out var refusal) ? TypedResults.Ok(response) : Problem.Of(refusal);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetPlaylist(
        Guid id,
        HttpContext context,
        Caller caller,
        PlaybackService playback,
        FalconEyeContext database,
        StreamLinks links,
        TimeProvider time,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        CancellationToken cancellationToken = default)
    {
        if (!PlaybackPeriod.Of(from, to, PlaybackPeriod.Longest).TryGet(out var period, out var wrong))
        {
            return Problem.Of(wrong);
        }

        if (!(await playback.ReadAsync(id, period, cancellationToken)).TryGet(out var content, out var refusal))
        {
            return Problem.Of(refusal);
        }

        if (content.Recordings.Count == 0)
        {
            return content.Missing.Count > 0
                ? Problem.Unavailable($"Nothing of this period can be played now. {content.Missing[0].Reason}")
                : Problem.NotFound("Nothing was recorded in this period.");
        }

        if (content.Missing.Count > 0)
        {
            context.Response.Headers[MissingHeader] = string.Join(", ", content.Missing.Take(MostNamed).Select(missing => missing.RecordingId))
                + (content.Missing.Count > MostNamed ? $" and {content.Missing.Count - MostNamed} more" : "");
        }

        var stamp = await database.Users.Where(user => user.Id == caller.UserId).Select(user => user.SecurityStamp).FirstOrDefaultAsync(cancellationToken);
        var maker = caller.IsLink ? new LinkCreator(caller.UserId, caller.LinkSessionId, caller.TokenId) : LinkCreator.Of(caller);
        var expires = time.GetUtcNow() + LinkLifetime;
        return TypedResults.Text(
            PlaybackPlaylist.Write(content.Recordings, period.From, recordingId => FragmentsEndpoint.AddressOf(recordingId, NeedsToken(caller), links, maker, expires, stamp)),
            PlaybackPlaylist.MediaType);
    }

    /// <summary>A player that came with a token in the address, or in a header that it does not send again, cannot show a cookie.</summary>
    private static bool NeedsToken(Caller caller) => caller.IsLink || caller.TokenId is not null;
}
