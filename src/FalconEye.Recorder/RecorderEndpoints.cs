using FalconEye.Contracts.Recordings;
using FalconEye.Processes.Sandbox;
using FalconEye.Recorder.Recording;
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
        routes.MapPost("/stop", Stop);
    }

    private static Ok<RecorderHealth> GetHealth(RecorderSettings settings) =>
        TypedResults.Ok(new RecorderHealth("ok", settings.CameraId.ToString()) { Protections = Protections.Detect().Active });

    private static Ok<RecorderStatus> GetStatus(CameraRecorder recorder, DiskSpace disk) => TypedResults.Ok(recorder.Status with { Disk = disk.State });

    /// <summary>Goes on when whoever asked has left: the recording was asked for.</summary>
    private static async Task<JsonHttpResult<RecorderReply>> Start(CameraRecorder recorder)
    {
        var outcome = await recorder.StartAsync();
        return Reply(outcome.Reply, outcome.Result switch
        {
            StartResult.Started => StatusCodes.Status200OK,
            StartResult.AlreadyRecording => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status503ServiceUnavailable,
        });
    }

    private static async Task<JsonHttpResult<RecorderReply>> Stop(CameraRecorder recorder) =>
        await recorder.StopAsync() is { } reply
            ? Reply(reply, StatusCodes.Status200OK)
            : Reply(new RecorderReply(false, "It is not recording.", recorder.Status), StatusCodes.Status400BadRequest);

    private static JsonHttpResult<RecorderReply> Reply(RecorderReply reply, int status) =>
        TypedResults.Json(reply, Contracts.WireJson.Default.RecorderReply, statusCode: status);
}
