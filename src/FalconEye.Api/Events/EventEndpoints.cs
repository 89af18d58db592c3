using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FalconEye.Api.Events;

/// <summary>Changes as they happen (api.md, "Events").</summary>
internal static class EventEndpoints
{
    internal static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/events", ListenToEvents).WithTags("Events");
        return app;
    }

    private static ServerSentEventsResult<string> ListenToEvents(
        HttpContext context,
        EventStream events,
        IHostApplicationLifetime lifetime,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null)
    {
        // nginx would hold events back in its buffer (ngx_http_proxy_module, proxy_buffering).
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ReadAsync(events, lastEventId, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        EventStream events, string? lastEventId, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        await foreach (var item in events.ListenAsync(lastEventId, ending.Token))
        {
            yield return new SseItem<string>(item.Json, item.Kind) { EventId = item.Id };
        }
    }
}
