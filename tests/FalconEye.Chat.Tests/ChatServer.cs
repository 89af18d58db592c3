using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FalconEye.TestKit.Assistant;
using FalconEye.TestKit.Programs;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace FalconEye.Chat.Tests;

/// <summary>A server whose assistant talks to a scripted model.</summary>
public sealed class ChatServer : IAsyncDisposable
{
    private ChatServer(ScriptedModel model, FalconEyeServer server) => (Model, Server) = (model, server);

    internal ScriptedModel Model { get; }

    internal FalconEyeServer Server { get; }

    internal static async Task<ChatServer> StartAsync(CancellationToken ct, params (string Name, string Value)[] settings)
    {
        var model = await ScriptedModel.StartAsync(ct);
        (string Name, string Value)[] assistant = [("ANTHROPIC_BASE_URL", model.Address), ("ANTHROPIC_API_KEY", ScriptedModel.Key)];
        return new ChatServer(model, await FalconEyeServer.StartAsync(ct, [.. settings, .. assistant.ExceptBy(settings.Select(setting => setting.Name), setting => setting.Name)]));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Model.DisposeAsync();
    }

    /// <summary>Begins a conversation that is kept.</summary>
    internal async Task<string> BeginAsync(CancellationToken ct) =>
        (await Server.PostAsync("/api/chat/sessions", new { }, ct)).GetProperty("id").GetString()!;

    /// <summary>Asks in a conversation, and reads the events to their end.</summary>
    internal Task<IReadOnlyList<ChatEvent>> AskAsync(string session, string question, CancellationToken ct) =>
        ReadAllAsync($"/api/chat/sessions/{session}/chat", new { content = question }, ct);

    /// <summary>Asks without a conversation that is kept.</summary>
    internal Task<IReadOnlyList<ChatEvent>> AskAsync(string question, CancellationToken ct) =>
        ReadAllAsync("/api/chat", new { messages = new[] { new { role = "user", content = question } } }, ct);

    /// <summary>Asks, and reads the events as they come.</summary>
    internal async IAsyncEnumerable<ChatEvent> ReadAsync(string path, object body, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = FalconEyeServer.ToContent(body) };
        using var response = await Server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(ct))
        {
            if (item.EventType != "ping")
            {
                yield return new ChatEvent(item.EventType, JsonDocument.Parse(item.Data).RootElement);
            }
        }
    }

    /// <summary>The conversation as it is kept.</summary>
    internal Task<JsonElement> ConversationAsync(string session, CancellationToken ct) => Server.GetAsync($"/api/chat/sessions/{session}", ct);

    /// <summary>Answers a proposal.</summary>
    internal Task<JsonElement> AnswerProposalAsync(string id, bool accept, CancellationToken ct) =>
        Server.PostAsync($"/api/chat/proposals/{id}", new { accept }, ct);

    /// <summary>A client of the Model Context Protocol, from the official package.</summary>
    internal Task<McpClient> ConnectAsync(CancellationToken ct) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(Server.Client.BaseAddress!, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp }),
        cancellationToken: ct);

    /// <summary>Calls a tool by MCP and gives what it found.</summary>
    internal async Task<JsonElement> CallAsync(string tool, object arguments, CancellationToken ct)
    {
        await using var client = await ConnectAsync(ct);
        var named = JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(property => property.Name, property => (object?)property.Value);
        var result = await client.CallToolAsync(tool, named, cancellationToken: ct);
        Assert.False(result.IsError is true, $"{tool} failed: {string.Join(' ', result.Content.OfType<TextContentBlock>().Select(block => block.Text))}");
        return result.StructuredContent!.Value;
    }

    private async Task<IReadOnlyList<ChatEvent>> ReadAllAsync(string path, object body, CancellationToken ct)
    {
        List<ChatEvent> events = [];
        await foreach (var item in ReadAsync(path, body, ct))
        {
            events.Add(item);
        }

        return events;
    }
}
