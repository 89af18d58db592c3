using System.ComponentModel.DataAnnotations;
using System.Net;
using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Edge;
using FalconEye.Api.Events;
using FalconEye.Api.Problems;
using FalconEye.Api.Recordings.Coverage;
using FalconEye.Api.Recordings.Deletion;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Recordings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings;

/// <summary>The recordings: listing, playing, deleting, and what recorders report of them (api.md, "Recordings").</summary>
internal static class RecordingEndpoints
{
    internal static RouteGroupBuilder MapRecordings(this IEndpointRouteBuilder app)
    {
        var recordings = app.MapGroup("/api/recordings").WithTags("Recordings").WithinRecordingsOfOwnCameras();
        recordings.MapGet("/", ListRecordings).RequireAuthorization(Policies.Viewer).WithSearchLimit();
        recordings.MapPost("/", OpenRecording).RequireAuthorization(Policies.Recorder);
        recordings.MapGet("/{id}", GetRecording).RequireAuthorization(Policies.Viewer);
        recordings.MapPatch("/{id}", ChangeRecording).RequireAuthorization(Policies.RecorderOrOperator);
        recordings.MapDelete("/{id}", DeleteRecording).RequireAuthorization(Policies.Operator);
        recordings.MapMethods("/{id}/download", [HttpMethods.Get, HttpMethods.Head], DownloadRecording)
            .RequireAuthorization(Policies.Viewer)
            .CountedAs(LongRequestKind.Download);
        return recordings;
    }

    private const string AnyEvent = "any";

    /// <summary>
    /// A recording longer than this is not found by a day in its middle: <c>SEGMENT_DURATION</c> is a day at most, and a file ends at the
    /// keyframe after. It keeps the search for a day within the index of start times.
    /// </summary>
    private static readonly TimeSpan MaxRecordingLength = TimeSpan.FromHours(25);

    private static async Task<Results<Ok<RecordingListResponse>, ProblemHttpResult>> ListRecordings(
        FalconEyeContext database,
        Caller caller,
        Guid? camera_id = null,
        WireName<RecordingStatus>? status = null,
        string? event_kind = null,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        [Range(1, 1000)] int limit = 100,
        [Range(0, int.MaxValue)] int offset = 0,
        CancellationToken cancellationToken = default)
    {
        var wantedStatus = status?.Value;
        var query = database.Recordings.AsNoTracking().Of(caller)
            .Where(recording => camera_id == null || recording.CameraId == camera_id)
            .Where(recording => wantedStatus == null || recording.Status == wantedStatus);
        if (event_kind is not null)
        {
            if (event_kind != AnyEvent && !EventKinds.Detections.Contains(event_kind))
            {
                return Problem.Invalid("event_kind", $"event_kind is {AnyEvent} or one of {string.Join(", ", EventKinds.Detections)}.");
            }

            query = WithEvents(query, database, event_kind);
        }

        query = WithFootageBetween(query, from?.UtcDateTime, to?.UtcDateTime);
        var count = await query.CountAsync(cancellationToken);
        var page = await query
            .OrderByDescending(recording => recording.StartTime)
            .ThenByDescending(recording => recording.Id)
            .Skip(offset)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new RecordingListResponse([.. page.Select(RecordingResponse.From)], count));
    }

    /// <summary>The recordings in which events lie, or events of a kind begin. What has not been counted yet has none.</summary>
    private static IQueryable<Recording> WithEvents(IQueryable<Recording> recordings, FalconEyeContext database, string kind) => kind == AnyEvent
        ? recordings.Where(recording => recording.EventCount > 0)
        : recordings.Where(recording => recording.EventCount > 0 && database.Events.Any(item => item.CameraId == recording.CameraId
            && item.Kind == kind
            && item.Time >= recording.StartTime
            && item.Time <= recording.EndTime));

    private static IQueryable<Recording> WithFootageBetween(IQueryable<Recording> recordings, DateTime? from, DateTime? to)
    {
        var earliestStart = from - MaxRecordingLength;
        return recordings
            .Where(recording => to == null || recording.StartTime < to)
            .Where(recording => from == null
                || (recording.StartTime > earliestStart
                    && (recording.StartTime >= from || recording.EndTime > from || recording.Status == RecordingStatus.Recording)));
    }

    private static async Task<Results<Ok<RecordingResponse>, ProblemHttpResult>> GetRecording(
        string id, FalconEyeContext database, CancellationToken cancellationToken) =>
        await database.Recordings.FindAsync([id], cancellationToken) is { } recording
            ? TypedResults.Ok(RecordingResponse.From(recording))
            : NotFound(id);

    private static async Task<Results<Created<RecordingResponse>, Ok<RecordingResponse>, ProblemHttpResult>> OpenRecording(
        RecordingOpened report, Caller caller, FalconEyeContext database, GapLogger gaps, CancellationToken cancellationToken)
    {
        if (!caller.MayReport(report))
        {
            return Problem.Forbidden("This recording is of a camera that is not yours.");
        }

        if (await database.Recordings.FindAsync([report.Id], cancellationToken) is { } known)
        {
            return TypedResults.Ok(RecordingResponse.From(known));
        }

        var camera = await database.Cameras.FindAsync([report.CameraId], cancellationToken);
        var recording = new Recording
        {
            Id = report.Id,
            CameraId = camera?.Id,
            CameraName = report.CameraName ?? camera?.Name ?? "",
            CameraDeleted = camera is null,
            FilePath = report.FilePath,
            FileName = report.FileName,
            StartTime = report.StartTime.UtcDateTime,
            Status = report.Status ?? RecordingStatus.Recording,
            NodeName = report.NodeName,
        };
        database.Recordings.Add(recording);
        await gaps.NoteAsync(recording, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/recordings/{recording.Id}", RecordingResponse.From(recording));
    }

    private static async Task<Results<Ok<RecordingResponse>, ProblemHttpResult>> ChangeRecording(
        string id, UpdateRecordingRequest request, Caller caller, FalconEyeContext database, GapLogger gaps, CancellationToken cancellationToken)
    {
        if ((request.IsReport && !caller.MayReportRecordings) || (request.IsOfPeople && !caller.IsOperator))
        {
            return Problem.Forbidden(request.IsReport
                ? "What became of a recording is reported by its recorder. Send only protected and note."
                : "A recorder cannot protect recordings or note anything about them.");
        }

        if (await database.Recordings.FindAsync([id], cancellationToken) is not { } recording)
        {
            return NotFound(id);
        }

        if (request.Protected is true && recording.DeletionReason is not null)
        {
            return Problem.Conflict("This recording is being deleted already and cannot be protected any more.");
        }

        await database.ChangeAsync(recording, changed => Apply(changed, request), cancellationToken);
        if (request.EndTime is not null)
        {
            await gaps.NoteAsync(recording, cancellationToken);
            await database.SaveChangesAsync(cancellationToken);
        }

        return TypedResults.Ok(RecordingResponse.From(recording));
    }

    private static void Apply(Recording recording, UpdateRecordingRequest request)
    {
        recording.IsProtected = request.Protected ?? recording.IsProtected;
        recording.Note = request.Note is "" ? null : request.Note ?? recording.Note;
        recording.Status = request.Status ?? recording.Status;
        recording.FileSizeBytes = request.FileSizeBytes ?? recording.FileSizeBytes;
        recording.ErrorMessage = request.ErrorMessage ?? recording.ErrorMessage;
        if (request.EndTime is { } end)
        {
            recording.EndTime = end.UtcDateTime;
            recording.DurationSeconds = Math.Max(0, (end.UtcDateTime - recording.StartTime).TotalSeconds);
        }
    }

    private static async Task<Results<Ok<RecordingDeletedResponse>, ProblemHttpResult>> DeleteRecording(
        string id, RecordingDeletion deletion, bool delete_file = true, CancellationToken cancellationToken = default) =>
        (await deletion.DeleteAsync(id, delete_file, cancellationToken)).TryGet(out var deleted, out var refusal)
            ? TypedResults.Ok(deleted)
            : Problem.Of(refusal);

    private static async Task<Results<FileStreamHttpResult, NodeFileResult, ProblemHttpResult>> DownloadRecording(
        string id, HttpRequest request, FalconEyeContext database, RecordingFiles files, NodeFiles nodeFiles, CancellationToken cancellationToken)
    {
        if (await database.Recordings.FindAsync([id], cancellationToken) is not { } recording)
        {
            return NotFound(id);
        }

        if (files.Open(recording) is { } file)
        {
            var written = File.GetLastWriteTimeUtc(file.SafeFileHandle);
            return TypedResults.File(file, "video/mp4", recording.FileName, written, enableRangeProcessing: true);
        }

        return nodeFiles.Has(recording) ? await FetchAsync(recording, request, nodeFiles, cancellationToken) : Gone(id);
    }

    private static async Task<Results<FileStreamHttpResult, NodeFileResult, ProblemHttpResult>> FetchAsync(
        Recording recording, HttpRequest request, NodeFiles nodeFiles, CancellationToken cancellationToken)
    {
        if (await nodeFiles.FetchAsync(recording, request, cancellationToken) is not { } answer)
        {
            return Problem.Unavailable($"This recording is on node {recording.NodeName}, which cannot be reached now. It plays again when the node is back.");
        }

        if (NodeFileResult.CanPass(answer.StatusCode))
        {
            return new NodeFileResult(answer, recording.FileName);
        }

        using (answer)
        {
            return answer.StatusCode == HttpStatusCode.NotFound
                ? Gone(recording.Id)
                : Problem.BadGateway($"The file server of node {recording.NodeName} answered {(int)answer.StatusCode}.");
        }
    }

    private static ProblemHttpResult Gone(string id) => Problem.NotFound($"The file of recording {id} is gone.");

    private static ProblemHttpResult NotFound(string id) => Problem.NotFound($"There is no recording {id}.");
}
