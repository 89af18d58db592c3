using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FalconEye.TestKit.Assistant;

/// <summary>
/// Writes one answer as the provider streams it: message_start, blocks with their deltas, pings in between, message_delta, message_stop.
/// </summary>
internal sealed class ModelStream(HttpContext context)
{
    private int _block;

    internal async Task BeginAsync()
    {
        context.Response.ContentType = "text/event-stream";
        await SendAsync("message_start", new
        {
            type = "message_start",
            message = new
            {
                id = $"msg_{Guid.NewGuid():N}",
                type = "message",
                role = "assistant",
                content = Array.Empty<object>(),
                model = "claude-sonnet-5-5",
                stop_reason = (string?)null,
                stop_sequence = (string?)null,
                usage = new { input_tokens = 25, output_tokens = 1 },
            },
        });
        await SendAsync("ping", new { type = "ping" });
    }

    internal async Task WriteThinkingAsync(string? thoughts)
    {
        if (thoughts is null)
        {
            return;
        }

        await StartBlockAsync(new { type = "thinking", thinking = "", signature = "" });
        await DeltaAsync(new { type = "thinking_delta", thinking = thoughts });
        await DeltaAsync(new { type = "signature_delta", signature = "c2lnbmF0dXJl" });
        await StopBlockAsync();
    }

    internal async Task WriteEventAsync(ModelReply reply)
    {
        if (reply.Chunks.Count == 0)
        {
            return;
        }

        await StartBlockAsync(new { type = "text", text = "" });
        for (var i = 0; i < reply.Chunks.Count; i++)
        {
            if (i > 0 && reply.BeforeData is { } wait)
            {
                await wait(i, context.RequestAborted);
            }

            await DeltaAsync(new { type = "text_delta", text = reply.Chunks[i] });
        }

        if (reply.End == StreamEnd.Whole)
        {
            await StopBlockAsync();
        }
    }

    /// <summary>The arguments come as pieces of JSON, cut anywhere.</summary>
    internal async Task RequestToolsAsync(IReadOnlyList<RequestedToolCall> tools)
    {
        foreach (var tool in tools)
        {
            await StartBlockAsync(new { type = "tool_use", id = $"toolu_{Guid.NewGuid():N}", name = tool.Name, input = new { } });
            var json = tool.Arguments.GetRawText();
            foreach (var chunk in json.Chunk(7).Select(letters => new string(letters)))
            {
                await DeltaAsync(new { type = "input_json_delta", partial_json = chunk });
            }

            await StopBlockAsync();
        }
    }

    internal async Task EndAsync(string reason)
    {
        await SendAsync("message_delta", new { type = "message_delta", delta = new { stop_reason = reason, stop_sequence = (string?)null }, usage = new { output_tokens = 15 } });
        await SendAsync("message_stop", new { type = "message_stop" });
    }

    internal async Task SendAsync(string kind, object data)
    {
        await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"event: {kind}\ndata: {JsonSerializer.Serialize(data)}\n\n"), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private Task StartBlockAsync(object block) => SendAsync("content_block_start", new { type = "content_block_start", index = _block, content_block = block });

    private Task DeltaAsync(object delta) => SendAsync("content_block_delta", new { type = "content_block_delta", index = _block, delta });

    private Task StopBlockAsync() => SendAsync("content_block_stop", new { type = "content_block_stop", index = _block++ });
}
