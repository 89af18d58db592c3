using System.Net;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace FalconEye.Api.Recordings;

/// <summary>Passes a node's answer on: the file, a range of it, or that it has not changed.</summary>
internal sealed class NodeFileResult(HttpResponseMessage answer, string fileName) : IResult, IEndpointMetadataProvider
{
    /// <summary>A node that loses its power says nothing, not even that this is the end.</summary>
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(20);

    private const int Chunk = 64 * 1024;

    public static void PopulateMetadata(System.Reflection.MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status206PartialContent, typeof(Stream), ["video/mp4"]));

    /// <summary>Whether an answer can be passed on as it is.</summary>
    internal static bool CanPass(HttpStatusCode status) => status is HttpStatusCode.OK or HttpStatusCode.PartialContent
        or HttpStatusCode.NotModified or HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (answer)
        {
            var response = httpContext.Response;
            response.StatusCode = (int)answer.StatusCode;
            CopyHeaders(response);
            if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent && !HttpMethods.IsHead(httpContext.Request.Method))
            {
                await CopyBodyAsync(httpContext);
            }
        }
    }

    private void CopyHeaders(HttpResponse response)
    {
        response.ContentType = "video/mp4";
        response.ContentLength = answer.IsSuccessStatusCode ? answer.Content.Headers.ContentLength : null;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ContentRange = answer.Content.Headers.ContentRange?.ToString();
        response.Headers.ETag = answer.Headers.ETag?.ToString();
        response.Headers.LastModified = answer.Content.Headers.LastModified?.ToString("R");
    }

    /// <summary>A node that goes away in the middle ends the connection, so that the client sees that its file is not whole.</summary>
    private async Task CopyBodyAsync(HttpContext context)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            await CopyAsync(body, context);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private static async Task CopyAsync(Stream body, HttpContext context)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        while (true)
        {
            silence.CancelAfter(StallTimeout);
            var read = await body.ReadAsync(context.Response.BodyWriter.GetMemory(Chunk), silence.Token);

            // From here on the client may be slow without limit: a paused player reads nothing for hours.
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            if (read == 0)
            {
                return;
            }

            context.Response.BodyWriter.Advance(read);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }
}
