using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FalconEye.Api.Tests.Alerts;

/// <summary>A web server that notes each request, and answers as the test says. It stands for webhooks, Telegram's Bot API and ntfy.</summary>
internal sealed class HttpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = [];

    private HttpReceiver(WebApplication app) => _app = app;

    /// <summary>What it answers from now on.</summary>
    internal HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>Where it redirects to, with a status that redirects.</summary>
    internal string? Location { get; set; }

    /// <summary>What it has got.</summary>
    internal IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    internal Uri Address => new(_app.Urls.First());

    internal static async Task<HttpReceiver> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new HttpReceiver(builder.Build());
        receiver._app.Run(receiver.ReceiveAsync);
        await receiver._app.StartAsync(ct);
        return receiver;
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Enqueue(new(context.Request.Path, headers, Encoding.UTF8.GetString(body.ToArray()), Status));
        context.Response.StatusCode = (int)Status;
        if (Location is { } location)
        {
            context.Response.Headers.Location = location;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>A request, and what it was answered.</summary>
    internal sealed record ReceivedRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body, HttpStatusCode Answer);
}
