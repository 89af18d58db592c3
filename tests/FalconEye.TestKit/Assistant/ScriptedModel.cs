using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FalconEye.TestKit.Assistant;

/// <summary>
/// A server that speaks Anthropic's Messages API as the provider documents it (https://docs.anthropic.com/en/api/messages-streaming) and
/// answers what a test has written. Programs reach it by <c>ANTHROPIC_BASE_URL</c>, through their real client.
/// </summary>
public sealed class ScriptedModel : IAsyncDisposable
{
    /// <summary>The only key that it takes.</summary>
    public const string Key = "sk-ant-test-0123456789";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<JsonElement, ModelReply>> _script = new();
    private readonly ConcurrentQueue<JsonElement> _requests = new();
    private int _open;

    private ScriptedModel(WebApplication app) => _app = app;

    /// <summary>Where it is reached.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>The bodies of all requests for an answer so far.</summary>
    public IReadOnlyList<JsonElement> Requests => [.. _requests];

    /// <summary>How many answers are being sent now.</summary>
    public int OpenAnswers => Volatile.Read(ref _open);

    /// <summary>What it answers when its script is at its end.</summary>
    public Func<JsonElement, ModelReply> Otherwise { get; set; } = Nothing;

    /// <summary>Starts it on a free port.</summary>
    public static async Task<ScriptedModel> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var model = new ScriptedModel(builder.Build());
        model._app.MapPost("/v1/messages", model.AnswerAsync);
        model._app.MapGet("/v1/models", ListModels);
        await model._app.StartAsync(cancellationToken);
        return model;
    }

    /// <summary>Takes back everything that was written, and forgets what was asked.</summary>
    public void Forget()
    {
        _script.Clear();
        _requests.Clear();
        Otherwise = Nothing;
    }

    /// <summary>Adds to the script; each request takes the next reply.</summary>
    public void Says(params ModelReply[] replies)
    {
        foreach (var reply in replies)
        {
            _script.Enqueue(_ => reply);
        }
    }

    /// <summary>Adds a reply that depends on what is asked.</summary>
    public void Says(Func<JsonElement, ModelReply> reply) => _script.Enqueue(reply);

    /// <summary>The text of the results of tools in a request's last message.</summary>
    public static string ResultsIn(JsonElement request) => request.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetRawText();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static ModelReply Nothing(JsonElement request) => ModelReply.Text("I have nothing to say.");

    private static bool IsKeyRight(HttpContext context) => context.Request.Headers.Authorization == $"Bearer {Key}" || context.Request.Headers["x-api-key"] == Key;

    private static Task ListModels(HttpContext context) => IsKeyRight(context)
        ? context.Response.WriteAsJsonAsync(new
        {
            data = new[] { new { type = "model", id = "claude-sonnet-5-5", display_name = "Claude", created_at = "2026-01-01T00:00:00Z" } },
            has_more = false,
            first_id = "claude-sonnet-5-5",
            last_id = "claude-sonnet-5-5",
        })
        : RefuseAsync(context, 401, "authentication_error", null);

    private async Task AnswerAsync(HttpContext context)
    {
        var body = await context.Request.ReadFromJsonAsync<JsonElement>(context.RequestAborted);
        if (!IsKeyRight(context))
        {
            await RefuseAsync(context, 401, "authentication_error", null);
            return;
        }

        _requests.Enqueue(body);
        Interlocked.Increment(ref _open);
        try
        {
            var reply = (_script.TryDequeue(out var next) ? next : Otherwise)(body);
            await (reply.Status is { } status ? RefuseAsync(context, status, reply.ErrorType, reply.RetryAfter) : StreamAsync(context, reply));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The program has hung up.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string type, int? retryAfter)
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return context.Response.WriteAsJsonAsync(new { type = "error", error = new { type, message = $"scripted {type}" }, request_id = "req_scripted" });
    }

    private static async Task StreamAsync(HttpContext context, ModelReply reply)
    {
        var stream = new ModelStream(context);
        await stream.BeginAsync();
        await stream.WriteThinkingAsync(reply.Thinking);
        await stream.WriteEventAsync(reply);
        await (reply.BeforeEnd?.Invoke(context.RequestAborted) ?? Task.CompletedTask);
        switch (reply.End)
        {
            case StreamEnd.Cut:
                context.Abort();
                return;
            case StreamEnd.ErrorEvent:
                await stream.SendAsync("error", new { type = "error", error = new { type = "overloaded_error", message = "Overloaded" } });
                return;
            default:
                await stream.RequestToolsAsync(reply.Tools);
                await stream.EndAsync(reply.Tools.Count > 0 ? "tool_use" : "end_turn");
                return;
        }
    }
}
