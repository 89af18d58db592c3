using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Links;
using FalconEye.Api.Edge;
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

    /// <summary>These may wait for video, and are counted while they do; by the minute too, since those that need not wait are short.</summary>
    private static readonly LongRequestMetadata Waiting = new(LongRequestKind.Hls);

    internal static RouteGroupBuilder MapHls(this RouteGroupBuilder cameras)
    {
        cameras.MapGet("/{id:guid}/live.m3u8", GetMaster).WithMetadata(Waiting);
        cameras.MapGet("/{id:guid}/hls/index.m3u8", GetPlaylist).WithMetadata(Waiting);
        cameras.MapGet("/{id:guid}/hls/part-{number:long}.m4s", GetPart).WithMetadata(Waiting);
        cameras.MapGet("/{id:guid}/hls/init-{number:long}.mp4", GetInit);
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
        return ToPlaylist(context, await streams.Of(id).ReadAsync(window => Found(HlsPlaylist.Master(window, $"hls/index.m3u8{query}")), cancellationToken));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetPlaylist(
        Guid id, HttpContext context, CameraSnapshots snapshots, HlsStreams streams, CancellationToken cancellationToken)
    {
        if (HlsPosition.Read(context.Request.Query, out var position) is { } invalid)
        {
            return Problem.Of(invalid);
        }

        if (await snapshots.FindRefusalAsync(id, cancellationToken) is { } refusal)
        {
            return Problem.Of(refusal);
        }

        var token = context.Request.Query[StreamLinks.Parameter].ToString();
        var query = token.Length > 0 ? $"?{StreamLinks.Parameter}={Uri.EscapeDataString(token)}" : "";
        return ToPlaylist(context, await streams.Of(id).ReadAsync(window => ReadPlaylist(window, position, query), cancellationToken));
    }

    private static Result<string>? ReadPlaylist(HlsWindow window, HlsPosition? position, string query)
    {
        if (position is not null && window.RefusalOf(position) is { } refusal)
        {
            return refusal;
        }

        return position is null || window.Has(position) ? Found(HlsPlaylist.Media(window, query)) : null;
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> GetInit(Guid id, long number, HttpContext context, HlsStreams streams)
    {
        if (!Read(id, streams, window => Found(window.FindInit(number))).TryGet(out var init, out var refusal))
        {
            return Problem.Of(refusal);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(init.Segment.ToArray(), "video/mp4");
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> GetSegment(
        Guid id, long number, HttpContext context, HlsStreams streams, CancellationToken cancellationToken)
    {
        if (!Read(id, streams, window => Found(window.FindSegment(number))).TryGet(out var segment, out var refusal))
        {
            return Problem.Of(refusal);
        }

        await WriteAsync(context, segment.Fragments, segment.Length, cancellationToken);
        return TypedResults.Empty;
    }

    /// <summary>The part that the playlist hints at is waited for.</summary>
    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> GetPart(
        Guid id, long number, HttpContext context, HlsStreams streams, CancellationToken cancellationToken)
    {
        var read = (HlsWindow window) => number == window.NextPart ? null : Found(window.FindPart(number));
        var result = streams.Find(id) is { } stream ? await stream.ReadAsync(read, cancellationToken) : HlsStream.PartIsGone;
        if (!result.TryGet(out var part, out var refusal))
        {
            return Problem.Of(refusal);
        }

        await WriteAsync(context, part.Fragments, part.Length, cancellationToken);
        return TypedResults.Empty;
    }

    private static async Task WriteAsync(HttpContext context, IReadOnlyList<ReadOnlyMemory<byte>> fragments, long length, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "video/iso.segment";
        context.Response.ContentLength = length;
        context.Response.Headers.CacheControl = "no-store";
        foreach (var fragment in fragments)
        {
            await context.Response.Body.WriteAsync(fragment, cancellationToken);
        }
    }

    private static Result<T> Read<T>(Guid id, HlsStreams streams, Func<HlsWindow, Result<T>?> read)
        where T : class => streams.Find(id) is { } stream ? stream.Read(read) : HlsStream.PartIsGone;

    private static Result<T>? Found<T>(T? found)
        where T : class => found is null ? HlsStream.PartIsGone : found;

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
