using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Links;
using FalconEye.Api.Problems;
using FalconEye.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>A camera's live video by HLS, for phones, televisions and players (api.md, "Additions").</summary>
internal static class HlsEndpoints
{
    private const string PlaylistType = "application/vnd.apple.mpegurl";

    /// <summary>A link is opened within its minutes; what plays then may go on for a day, as the other streams do.</summary>
    private static readonly TimeSpan MaxPlayDuration = TimeSpan.FromHours(24);

    internal static RouteGroupBuilder MapHls(this RouteGroupBuilder cameras)
    {
        cameras.MapGet("/{id:guid}/live.m3u8", GetMaster);
        cameras.MapGet("/{id:guid}/hls/index.m3u8", GetPlaylist);
        cameras.MapGet("/{id:guid}/hls/init-{number:int}.mp4", GetInit);
        cameras.MapGet("/{id:guid}/hls/segment-{number:long}.m4s", GetSegment);
        return cameras;
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetMaster(
        Guid id,
        HttpContext context,
        Caller caller,
        CameraSnapshots snapshots,
        HlsStreams streams,
        StreamLinks links,
        FalconEyeContext database,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await snapshots.FindRefusalAsync(id, cancellationToken) is { } refusal)
        {
            return Problem.Of(refusal);
        }

        var query = caller.IsLink ? $"?{StreamLinks.Parameter}={await SignAsync(id, caller, links, database, time, cancellationToken)}" : "";
        return ToPlaylist(context, await streams.Of(id).ReadAsync(window => window.MasterPlaylist($"hls/index.m3u8{query}"), cancellationToken));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetPlaylist(
        Guid id, HttpContext context, CameraSnapshots snapshots, HlsStreams streams, CancellationToken cancellationToken)
    {
        if (await snapshots.FindRefusalAsync(id, cancellationToken) is { } refusal)
        {
            return Problem.Of(refusal);
        }

        var token = context.Request.Query[StreamLinks.Parameter].ToString();
        var query = token.Length > 0 ? $"?{StreamLinks.Parameter}={Uri.EscapeDataString(token)}" : "";
        return ToPlaylist(context, await streams.Of(id).ReadAsync(window => window.Playlist(query), cancellationToken));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetInit(
        Guid id, int number, HttpContext context, HlsStreams streams, CancellationToken cancellationToken)
    {
        if (!(await ReadPartAsync(id, streams, window => window.FindInit(number), cancellationToken)).TryGet(out var init, out var refusal))
        {
            return Problem.Of(refusal);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(init.Segment.ToArray(), "video/mp4");
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> GetSegment(
        Guid id, long number, HttpContext context, HlsStreams streams, CancellationToken cancellationToken)
    {
        if (!(await ReadPartAsync(id, streams, window => window.FindSegment(number), cancellationToken)).TryGet(out var segment, out var refusal))
        {
            return Problem.Of(refusal);
        }

        context.Response.ContentType = "video/iso.segment";
        context.Response.ContentLength = segment.Length;
        context.Response.Headers.CacheControl = "no-store";
        foreach (var fragment in segment.Fragments)
        {
            await context.Response.Body.WriteAsync(fragment, cancellationToken);
        }

        return TypedResults.Empty;
    }

    private static async Task<Result<T>> ReadPartAsync<T>(Guid id, HlsStreams streams, Func<HlsWindow, T?> read, CancellationToken cancellationToken)
        where T : class =>
        streams.Find(id) is { } stream ? await stream.ReadAsync(read, cancellationToken) : HlsStream.PartIsGone;

    private static Results<ContentHttpResult, ProblemHttpResult> ToPlaylist(HttpContext context, Result<string> result)
    {
        if (!result.TryGet(out var playlist, out var refusal))
        {
            return Problem.Of(refusal);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(playlist, PlaylistType);
    }

    /// <summary>A link for everything below <c>/hls</c>, of the one who made the link that was opened.</summary>
    private static async Task<string> SignAsync(
        Guid id, Caller caller, StreamLinks links, FalconEyeContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var expires = time.GetUtcNow() + MaxPlayDuration;
        var stamp = await database.Users.Where(user => user.Id == caller.UserId).Select(user => user.SecurityStamp).FirstOrDefaultAsync(cancellationToken);
        var maker = new LinkCreator(caller.UserId, caller.LinkSessionId, caller.TokenId);
        return links.Sign(StreamLinks.PathBelow($"/api/cameras/{id}/hls/index.m3u8"), caller.Until < expires ? caller.Until.Value : expires, maker, stamp);
    }
}
