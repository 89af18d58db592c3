using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Problems;
using FalconEye.Api.Recordings.Retention;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Recordings.Storage;

/// <summary>What recordings take, what limits would delete, and files and rows that do not match (api.md, "Additions").</summary>
internal static class StorageEndpoints
{
    internal static RouteGroupBuilder MapStorage(this IEndpointRouteBuilder app)
    {
        var storage = app.MapGroup("/api/storage").WithTags("Storage");
        storage.MapGet("/", GetStorage).RequireAuthorization(Policies.Viewer).WithSearchLimit();
        storage.MapGet("/preview", PreviewLimits).RequireAuthorization(Policies.Operator).WithSearchLimit();
        storage.MapGet("/files", CompareFiles).RequireAuthorization(Policies.Administrator).WithSearchLimit();
        storage.MapPost("/files/adopt", AdoptFiles).RequireAuthorization(Policies.Administrator);
        storage.MapPost("/files/delete", DeleteFiles).RequireAuthorization(Policies.Administrator);
        storage.MapPost("/files/forget", ForgetRows).RequireAuthorization(Policies.Administrator);
        return storage;
    }

    private static async Task<Ok<StorageReport>> GetStorage(StorageReader storage, Caller caller, CancellationToken cancellationToken) =>
        TypedResults.Ok(await storage.ReadAsync(caller, cancellationToken));

    private static async Task<Results<Ok<RetentionPreviewResponse>, ProblemHttpResult>> PreviewLimits(
        RetentionPreview preview,
        Caller caller,
        [Range(0, RetentionRequest.MostDays)] int? keep_days = null,
        [Range(0, RetentionRequest.MostDays)] int? keep_event_days = null,
        [Range(0, RetentionRequest.MostGb)] double? max_gb = null,
        [Range(0, RetentionRequest.MostFreePercent)] double? min_free_percent = null,
        [Range(0, RetentionRequest.MostGb)] double? min_free_gb = null,
        Guid? camera_id = null,
        CancellationToken cancellationToken = default)
    {
        if (camera_id is { } id && !caller.MayUse(id))
        {
            return Problem.CameraNotFound(id);
        }

        if (camera_id is null && !caller.IsAdministrator)
        {
            return Problem.Forbidden("The whole system's limits are for administrators. Name a camera with camera_id.");
        }

        RetentionRequest limits = new()
        {
            KeepDays = keep_days,
            KeepEventDays = keep_event_days,
            MaxGb = max_gb,
            MinFreePercent = min_free_percent,
            MinFreeGb = min_free_gb,
        };
        return TypedResults.Ok(await preview.ReadAsync(limits, camera_id, caller, cancellationToken));
    }

    private static async Task<Ok<StoredFilesReport>> CompareFiles(StoredFiles files, CancellationToken cancellationToken) =>
        TypedResults.Ok(await files.CompareAsync(cancellationToken));

    private static async Task<Ok<StorageActionResponse>> AdoptFiles(
        OrphanedFilesRequest request, StorageRepair repair, CancellationToken cancellationToken) =>
        TypedResults.Ok(await repair.AdoptAsync(request.Files, cancellationToken));

    private static async Task<Ok<StorageActionResponse>> DeleteFiles(
        OrphanedFilesRequest request, StorageRepair repair, CancellationToken cancellationToken) =>
        TypedResults.Ok(await repair.DeleteAsync(request.Files, cancellationToken));

    private static async Task<Ok<StorageActionResponse>> ForgetRows(
        MissingRowsRequest request, StorageRepair repair, CancellationToken cancellationToken) =>
        TypedResults.Ok(await repair.ForgetAsync(request.Ids, cancellationToken));
}
