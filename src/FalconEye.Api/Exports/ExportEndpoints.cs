using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Edge;
using FalconEye.Api.Events;
using FalconEye.Api.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Exports;

/// <summary>Recordings to hand over (api.md, "Additions").</summary>
internal static class ExportEndpoints
{
    internal static IEndpointRouteBuilder MapExports(this IEndpointRouteBuilder app)
    {
        var exports = app.MapGroup("/api/exports").WithTags("Exports").RequireAuthorization(Policies.Viewer);
        exports.MapGet("/", ListExports);
        exports.MapPost("/", CreateExport).WithSearchLimit();
        exports.MapPost("/verify", VerifyExport).CountedAs(LongRequestKind.Download);
        exports.MapGet("/{id:guid}", GetExport);
        exports.MapDelete("/{id:guid}", DeleteExport);
        exports.MapGet("/{id:guid}/download", DownloadExport).CountedAs(LongRequestKind.Download);
        return app;
    }

    private static Ok<ExportListResponse> ListExports(ExportService exports, ExportSigner signer, Caller caller)
    {
        var seen = exports.List(caller);
        return TypedResults.Ok(new ExportListResponse(
            [.. seen.Select(export => ExportResponse.Of(export.Job, export.Progress))], seen.Count, signer.Fingerprint));
    }

    private static async Task<Results<Created<ExportResponse>, ProblemHttpResult>> CreateExport(
        ExportRequest request, HttpContext context, Caller caller, ExportService exports, CancellationToken cancellationToken)
    {
        var created = await exports.CreateAsync(request, caller, Actor.Of(context), cancellationToken);
        return created.TryGet(out var job, out var refusal)
            ? TypedResults.Created($"/api/exports/{job.Id}", ExportResponse.Of(job, 0))
            : Problem.Of(refusal);
    }

    /// <summary>Anyone who may log in may check a file that they have; what the answer says comes from that file.</summary>
    private static async Task<Results<Ok<ExportCheckResponse>, ProblemHttpResult>> VerifyExport(
        HttpContext context, ExportCheck check, string? fingerprint = null, CancellationToken cancellationToken = default)
    {
        if (context.Request.ContentLength > ExportCheck.MaxBytes)
        {
            return TooLarge();
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = ExportCheck.MaxBytes;
        try
        {
            var result = await check.CheckAsync(
                context.Request.Body,
                context.Request.ContentLength,
                ClientAddress.CallerOrSiteOf(context),
                string.IsNullOrWhiteSpace(fingerprint) ? null : fingerprint.Trim(),
                cancellationToken);
            return result.TryGet(out var found, out var refusal) ? TypedResults.Ok(found) : Problem.Of(refusal);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
    }

    private static ProblemHttpResult TooLarge() => TypedResults.Problem(
        $"The file is larger than {ExportCheck.MaxBytes / 1_000_000_000} GB, and so no export.", statusCode: StatusCodes.Status413PayloadTooLarge);

    private static Results<Ok<ExportResponse>, ProblemHttpResult> GetExport(Guid id, ExportService exports, Caller caller) =>
        exports.Find(id, caller) is var (job, progress) ? TypedResults.Ok(ExportResponse.Of(job, progress)) : NotFound(id);

    private static Results<NoContent, ProblemHttpResult> DeleteExport(Guid id, ExportService exports, ExportQueue queue, Caller caller)
    {
        if (exports.Find(id, caller) is null)
        {
            return NotFound(id);
        }

        queue.Remove(id);
        return TypedResults.NoContent();
    }

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> DownloadExport(
        Guid id, ExportService exports, ExportFolders folders, Caller caller)
    {
        if (exports.Find(id, caller) is not var (job, _))
        {
            return NotFound(id);
        }

        return job.State == ExportState.Done
            ? TypedResults.PhysicalFile(folders.ZipOf(id), "application/zip", $"export-{job.From:yyyyMMdd-HHmmss}.zip", enableRangeProcessing: true)
            : Problem.Conflict("The export is not finished.");
    }

    private static ProblemHttpResult NotFound(Guid id) => Problem.NotFound($"There is no export {id}.");
}
