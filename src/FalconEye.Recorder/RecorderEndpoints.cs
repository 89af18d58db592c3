using FalconEye.Contracts.Recordings;
using FalconEye.Media.Copy;
using FalconEye.Processes.Sandbox;
using FalconEye.Recorder.Recording;
using FalconEye.Streaming.Video;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Recorder;

/// <summary>The recorder's HTTP contract (api.md, "Relay (8081) and recorder (8080)").</summary>
internal static class RecorderEndpoints
{
    internal static void MapRecorder(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", GetHealth);
        routes.MapGet("/status", GetStatus);
        routes.MapPost("/start", Start);
        routes.MapPost("/" + EventRecording.Path, RecordOnEvents);
        routes.MapPost("/stop", Stop);
        routes.MapGet(StreamCopy.Path, CopyAsync);
    }

    /// <summary>The stream for the camera's relay; 409 when the camera sends nothing, or is not recorded in a form that can be copied.</summary>
    private static async Task CopyAsync(HttpContext context, CopyHub copies, IHostApplicationLifetime lifetime)
    {
        var query = context.Request.Query;
        var waits = query.ContainsKey(StreamCopy.WaitQuery);
        if (!waits && !copies.IsReceiving)
        {
            // The relay looks for the camera itself, and knows why it is not there.
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            return;
        }

        if (query.ContainsKey(StreamCopy.ReceivingQuery))
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            using var subscription = waits ? await copies.WaitAsync(stop.Token) : copies.TrySubscribe();
            if (subscription is null)
            {
                context.Response.StatusCode = StatusCodes.Status409Conflict;
                return;
            }

            await VideoResponse.WriteAsync(context, subscription, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The relay does not wait any more, or the program stops.
        }
    }

    private static Ok<RecorderHealth> GetHealth(RecorderSettings settings) =>
        TypedResults.Ok(new RecorderHealth("ok", settings.CameraId.ToString()) { Protections = Protections.Detect().Active });

    private static Ok<RecorderStatus> GetStatus(CameraRecorder recorder, DiskSpace disk) => TypedResults.Ok(recorder.Status with { Disk = disk.State });

    /// <summary>Continues after the caller has left: the recording was asked for.</summary>
    private static async Task<JsonHttpResult<RecorderReply>> Start(CameraRecorder recorder) => Reply(await recorder.StartAsync());

    /// <inheritdoc cref="Start"/>
    private static async Task<JsonHttpResult<RecorderReply>> RecordOnEvents(EventRecording events, CameraRecorder recorder) =>
        events.HoldSeconds is >= 0 and <= EventRecording.MostHoldSeconds
            ? Reply(await recorder.RecordOnEventsAsync(events))
            : Reply(
                new RecorderReply(false, $"hold_seconds is a number from 0 to {EventRecording.MostHoldSeconds}.", recorder.Status),
                StatusCodes.Status400BadRequest);

    private static JsonHttpResult<RecorderReply> Reply(StartOutcome outcome) => Reply(
        outcome.Reply, outcome.Result switch
        {
            StartResult.Started => StatusCodes.Status200OK,
            StartResult.AlreadyRecording => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status503ServiceUnavailable,
        });

    private static async Task<JsonHttpResult<RecorderReply>> Stop(CameraRecorder recorder) =>
        await recorder.StopAsync() is { } reply
            ? Reply(reply, StatusCodes.Status200OK)
            : Reply(new RecorderReply(false, "It is not recording.", recorder.Status), StatusCodes.Status400BadRequest);

    private static JsonHttpResult<RecorderReply> Reply(RecorderReply reply, int status) =>
        TypedResults.Json(reply, Contracts.WireJson.Default.RecorderReply, statusCode: status);
}
