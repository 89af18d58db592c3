using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Orchestration;
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
        Guid id,
        FalconEyeContext database,
        IWorkloadOrchestrator orchestrator,
        RecorderClient recorders,
        OrphanedRecordings orphans,
        CancellationToken cancellationToken)
    {
        if (await database.Cameras.FindAsync([id], cancellationToken) is null)
        {
            return Problem.CameraNotFound(id);
        }

        var workload = orchestrator.Find(new(id, WorkloadComponent.Recorder));
        var status = workload is { Phase: WorkloadPhase.Running, Address: { } address }
            ? await recorders.ReadStatusAsync(address, cancellationToken)
            : null;
        if (workload is null)
        {
            await orphans.RepairAsync(id, cancellationToken);
        }

        return TypedResults.Ok((workload, status) switch
        {
            (_, { } known) => RecordingStatusResponse.From(known),
            (null, _) => RecordingStatusResponse.Without("no_recorder", "The camera has no recorder; starting a recording deploys one."),
            ({ Phase: WorkloadPhase.Failing } failing, _) => RecordingStatusResponse.Without("error", failing.Reason ?? "The recorder does not run."),
            _ => RecordingStatusResponse.Without("deploying", "The recorder is starting."),
        });
    }

    private static async Task<Results<Ok<RecorderReply>, ProblemHttpResult>> StartRecording(
        Guid id, RecordingControl control, CancellationToken cancellationToken) =>
        ToResult(await control.StartAsync(id, cancellationToken));

    private static async Task<Results<Ok<RecorderReply>, ProblemHttpResult>> StopRecording(
        Guid id, RecordingControl control, CancellationToken cancellationToken) =>
        ToResult(await control.StopAsync(id, cancellationToken));

    private static Results<Ok<RecorderReply>, ProblemHttpResult> ToResult((RecorderReply? Reply, ProblemHttpResult? Problem) outcome) =>
        outcome.Problem is { } problem ? problem : TypedResults.Ok(outcome.Reply!);
}
