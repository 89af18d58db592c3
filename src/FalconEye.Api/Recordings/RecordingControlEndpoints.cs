using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Contracts.Recordings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Recordings;

/// <summary>A camera's recorder: its status, start and stop (api.md, "Cameras").</summary>
internal static class RecordingControlEndpoints
{
    internal static RouteGroupBuilder MapRecordingControl(this RouteGroupBuilder cameras)
    {
        cameras.MapGet("/{id:guid}/recording/status", GetStatus).WithTags("Recordings");
        cameras.MapPost("/{id:guid}/recording/start", StartRecording).WithTags("Recordings").RequireAuthorization(Policies.Operator);
        cameras.MapPost("/{id:guid}/recording/stop", StopRecording).WithTags("Recordings").RequireAuthorization(Policies.Operator);
        return cameras;
    }

    private static async Task<Results<Ok<RecordingStatusResponse>, ProblemHttpResult>> GetStatus(
        Guid id, RecordingService recordings, CancellationToken cancellationToken) =>
        (await recordings.ReadStatusAsync(id, cancellationToken)).TryGet(out var status, out var refusal)
            ? TypedResults.Ok(status)
            : Problem.Of(refusal);

    private static async Task<Results<Ok<RecorderReply>, Accepted<RecorderReply>, ProblemHttpResult>> StartRecording(
        Guid id, RecordingService recordings, CancellationToken cancellationToken) =>
        ToResult(await recordings.StartAsync(id, cancellationToken));

    private static async Task<Results<Ok<RecorderReply>, Accepted<RecorderReply>, ProblemHttpResult>> StopRecording(
        Guid id, RecordingService recordings, CancellationToken cancellationToken) =>
        ToResult(await recordings.StopAsync(id, cancellationToken));

    /// <summary>202 says that the request is stored and not carried out yet (RFC 9110, section 15.3.3).</summary>
    private static Results<Ok<RecorderReply>, Accepted<RecorderReply>, ProblemHttpResult> ToResult(Result<RecorderReply> result) =>
        (result.Value, result.Refusal) switch
        {
            ({ Success: true } done, _) => TypedResults.Ok(done),
            ({ } pending, _) => TypedResults.Accepted((string?)null, pending),
            (_, { } refusal) => Problem.Of(refusal),
            _ => throw new InvalidOperationException("A result has a value or a refusal."),
        };
}
