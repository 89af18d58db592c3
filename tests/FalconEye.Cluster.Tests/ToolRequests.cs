using System.Text.Json;
using FalconEye.TestKit.Programs;

namespace FalconEye.Cluster.Tests;

/// <summary>Calls of the assistant's tools, by MCP.</summary>
internal static class ToolRequests
{
    private const string DataLine = "data: ";

    /// <returns>The tool's result: <c>content</c> for people, <c>structuredContent</c> for programs.</returns>
    internal static async Task<JsonElement> CallToolAsync(this FalconEyeServer server, string tool, object arguments, CancellationToken ct)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/mcp")
        {
            Content = FalconEyeServer.ToContent(new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = tool, arguments } }),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        using var response = await server.Client.SendAsync(request, ct);
        var events = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(ct);
        var answer = events.Split('\n').Single(line => line.StartsWith(DataLine, StringComparison.Ordinal))[DataLine.Length..];
        return JsonDocument.Parse(answer).RootElement.GetProperty("result");
    }
}
