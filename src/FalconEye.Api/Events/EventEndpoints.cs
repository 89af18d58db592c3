using System.ComponentModel.DataAnnotations;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using FalconEye.Api.Auth;
using FalconEye.Api.Edge;
using FalconEye.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Events;

/// <summary>Changes as they happen, and what happened (api.md, "Events").</summary>
internal static class EventEndpoints
{
    internal static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/events", ListenToEvents).WithTags("Events").RequireAuthorization(Policies.Viewer).CountedAs(LongRequestKind.Events);
        app.MapGet("/api/events/log", ReadLog).WithTags("Events").RequireAuthorization(Policies.Viewer);
        return app;
    }

    private static async Task<Ok<EventLogResponse>> ReadLog(
        FalconEyeContext database,
        Caller caller,
        Guid? camera_id = null,
        string? kind = null,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        [Range(1, 1000)] int limit = 100,
        [Range(0, int.MaxValue)] int offset = 0,
        CancellationToken cancellationToken = default)
    {
        var (earliest, latest) = (from?.UtcDateTime, to?.UtcDateTime);
        var query = database.Events.AsNoTracking().Of(caller)
            .Where(item => camera_id == null || item.CameraId == camera_id)
            .Where(item => kind == null || item.Kind == kind)
            .Where(item => earliest == null || item.Time >= earliest)
            .Where(item => latest == null || item.Time < latest);
        var count = await query.CountAsync(cancellationToken);
        var page = await query.OrderByDescending(item => item.Id).Skip(offset).Take(limit).ToListAsync(cancellationToken);
        return TypedResults.Ok(new EventLogResponse([.. page.Select(LoggedEventResponse.From)], count));
    }

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
            if (!item.IsForEveryone && !caller.MayUse(item.CameraId))
            {
                continue;
            }

            yield return new SseItem<string>(item.Json, item.Kind) { EventId = item.Id };
        }
    }
}
