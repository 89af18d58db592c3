using System.ComponentModel.DataAnnotations;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Edge;
using FalconEye.Api.Problems;
using FalconEye.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FalconEye.Api.Events;

/// <summary>Changes as they happen, and what happened (api.md, "Events").</summary>
internal static class EventEndpoints
{
    internal static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/events", ListenToEvents).WithTags("Events").RequireAuthorization(Policies.Viewer).CountedAs(LongRequestKind.Events);
        var log = app.MapGroup("/api/events/log").WithTags("Events").RequireAuthorization(Policies.Viewer);
        log.MapGet("/", ReadLog).WithSearchLimit();
        log.MapGet("/{id:long}", ReadEvent);
        log.MapGet("/{id:long}/thumbnail", ReadThumbnail);
        return app;
    }

    private static async Task<Results<Ok<EventLogResponse>, ProblemHttpResult>> ReadLog(
        EventLog log,
        Caller caller,
        Guid[]? camera_id = null,
        string[]? kind = null,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        string? before = null,
        bool count = true,
        [Range(1, 1000)] int limit = 100,
        [Range(0, int.MaxValue)] int offset = 0,
        CancellationToken cancellationToken = default)
    {
        EventCursor? cursor = null;
        if (before is not null && !EventCursor.TryParse(before, out cursor))
        {
            return Problem.Invalid("before", "before is the \"next\" of the page before.");
        }

        var query = new EventQuery(
            camera_id ?? [],
            [.. (kind ?? []).SelectMany(kinds => kinds.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
            from?.UtcDateTime,
            to?.UtcDateTime,
            cursor,
            limit,
            offset);
        var page = await log.ReadAsync(query, caller, cancellationToken);
        int? total = count ? await log.CountAsync(query, caller, cancellationToken) : null;
        return TypedResults.Ok(new EventLogResponse([.. page.Events.Select(LoggedEventResponse.From)], total, page.Next?.ToString()));
    }

    private static async Task<Results<Ok<LoggedEventResponse>, ProblemHttpResult>> ReadEvent(
        long id, EventLog log, Caller caller, CancellationToken cancellationToken) =>
        await log.FindAsync(id, caller, cancellationToken) is { } item ? TypedResults.Ok(LoggedEventResponse.From(item)) : NotFound(id);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReadThumbnail(
        long id, EventLog log, FalconEyeContext database, Caller caller, HttpContext context, CancellationToken cancellationToken)
    {
        if (await log.FindAsync(id, caller, cancellationToken) is not { HasPicture: true }
            || await database.EventPictures.FindAsync([id], cancellationToken) is not { } picture)
        {
            return NotFound(id);
        }

        context.Response.AllowPrivateCaching("max-age=86400, immutable");
        return TypedResults.File(picture.Jpeg, "image/jpeg");
    }

    private static ProblemHttpResult NotFound(long id) => Problem.NotFound($"There is no event {id}, or no picture of it.");

    private static ServerSentEventsResult<string> ListenToEvents(
        HttpContext context,
        Caller caller,
        EventStream events,
        IHostApplicationLifetime lifetime,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null)
    {
        // nginx would hold events back in its buffer (ngx_http_proxy_module, proxy_buffering).
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ReadAsync(events, caller, lastEventId, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        EventStream events, Caller caller, string? lastEventId, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        await foreach (var item in events.ListenAsync(lastEventId, ending.Token))
        {
            if (!item.IsFor(caller))
            {
                continue;
            }

            yield return new SseItem<string>(item.Json, item.Kind) { EventId = item.Id };
        }
    }
}
