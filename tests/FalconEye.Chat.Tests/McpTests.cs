using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using ModelContextProtocol.Protocol;

namespace FalconEye.Chat.Tests;

/// <summary>The Model Context Protocol at <c>/mcp</c>, with the official client.</summary>
public sealed class McpTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private static readonly string[] Starting = ["start_camera"];
    private static readonly double[] Moments = [0.5, 1.5];

    [Fact]
    public async Task Reading_tools_are_annotated_as_read_only()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        await using var client = await chat.ConnectAsync(ct);

        var tools = await client.ListToolsAsync(cancellationToken: ct);

        Assert.Equal(11, tools.Count);
        Assert.All(tools, tool => Assert.True(tool.ProtocolTool.Annotations!.ReadOnlyHint));
        Assert.All(tools, tool => Assert.NotEqual("", tool.Description));
        Assert.Equal("camera", tools.Single(tool => tool.Name == "get_camera").JsonSchema.GetProperty("required")[0].GetString());
    }

    [Fact]
    public async Task Every_reading_tool_answers()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        var id = await chat.Server.AddCameraAsync("Front Door", new Uri("rtsp://user:hush@127.0.0.1:5999/x"), ct);

        var cameras = await chat.CallAsync("list_cameras", new { status = "stopped" }, ct);
        var camera = await chat.CallAsync("get_camera", new { camera = "front door" }, ct);
        var nodes = await chat.CallAsync("list_nodes", new { }, ct);
        var recordings = await chat.CallAsync("list_recordings", new { camera = id, status = "recording" }, ct);
        var status = await chat.CallAsync("get_system_status", new { }, ct);
        var settings = await chat.CallAsync("get_settings", new { }, ct);
        var logs = await chat.CallAsync("get_camera_logs", new { camera = id, lines = 5 }, ct);
        var events = await chat.CallAsync("get_events", new { camera = id }, ct);
        var forecast = await chat.CallAsync("storage_forecast", new { }, ct);

        Assert.Equal(id, Assert.Single(cameras.GetProperty("cameras").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("rtsp://user:***@127.0.0.1:5999/x", camera.GetProperty("camera").GetProperty("source_url").GetString());
        Assert.True(nodes.GetProperty("nodes")[0].GetProperty("node").GetProperty("ready").GetBoolean());
        Assert.Equal(0, recordings.GetProperty("total").GetInt32());
        Assert.Equal(1, status.GetProperty("cameras_by_status").GetProperty("stopped").GetInt32());
        Assert.Equal(15, settings.GetProperty("default_framerate").GetInt32());
        Assert.Equal("not deployed", logs.GetProperty("camera").GetProperty("state").GetString());
        Assert.Equal("camera_added", events.GetProperty("events")[0].GetProperty("kind").GetString());
        Assert.True(forecast.GetProperty("disks")[0].GetProperty("disk").GetProperty("free_bytes").GetInt64() > 0);
    }

    [Fact]
    public async Task An_acting_tool_is_absent_until_enabled_and_then_only_proposes()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        var id = await chat.Server.AddCameraAsync("Front Door", new Uri("rtsp://127.0.0.1:5999/x"), ct);
        await using var client = await chat.ConnectAsync(ct);
        var arguments = new Dictionary<string, object?> { ["camera"] = id };

        var refused = await client.CallToolAsync("start_camera", arguments, cancellationToken: ct);
        await chat.Server.SendAsync(HttpMethod.Patch, "/api/settings", new { chatbot_tools = Starting }, ct);
        var proposed = await client.CallToolAsync("start_camera", arguments, cancellationToken: ct);
        var waiting = Assert.Single((await chat.Server.GetAsync("/api/chat/proposals", ct)).GetProperty("proposals").EnumerateArray());
        var before = await chat.Server.GetAsync($"/api/cameras/{id}", ct);
        await chat.AnswerProposalAsync(waiting.GetProperty("id").GetString()!, true, ct);
        var after = await chat.Server.GetAsync($"/api/cameras/{id}", ct);

        Assert.True(refused.IsError);
        Assert.Equal("waiting_for_a_person", proposed.StructuredContent!.Value.GetProperty("status").GetString());
        Assert.Equal(("mcp", "Start \"Front Door\"."), (waiting.GetProperty("origin").GetString(), waiting.GetProperty("summary").GetString()));
        Assert.Equal("stopped", before.GetProperty("status").GetString());
        Assert.NotEqual("stopped", after.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Image_tools_return_frames_of_cameras_and_recordings()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        var chat = await fixture.FreshAsync(ct, "look_at_camera", "look_at_recording");
        var id = await chat.Server.StartCameraAsync("Front Door", camera.Url, "running", ct);
        await chat.Server.PostAsync($"/api/cameras/{id}/recording/start", null, ct);
        await using var client = await chat.ConnectAsync(ct);

        var live = await client.CallToolAsync("look_at_camera", new Dictionary<string, object?> { ["camera"] = "Front Door" }, cancellationToken: ct);
        await Task.Delay(2500, ct);
        await chat.Server.PostAsync($"/api/cameras/{id}/recording/stop", null, ct);
        var recording = await Eventually.ReturnsAsync(
            async () => (await chat.Server.GetAsync("/api/recordings", ct)).GetProperty("recordings")[0],
            recording => recording.GetProperty("duration_seconds").ValueKind == JsonValueKind.Number,
            "the recording has its end",
            ct);
        var past = await client.CallToolAsync(
            "look_at_recording", new Dictionary<string, object?> { ["recording"] = recording.GetProperty("id").GetString(), ["seconds"] = Moments }, cancellationToken: ct);

        AssertJpegs(live, 1);
        AssertJpegs(past, 2);
    }

    private static void AssertJpegs(CallToolResult result, int count)
    {
        var pictures = result.Content.OfType<ImageContentBlock>().ToList();
        Assert.Equal(count, pictures.Count);
        Assert.All(pictures, picture => Assert.Equal([0xFF, 0xD8], picture.DecodedData.Span[..2].ToArray()));
    }
}
