using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed class SettingsTests
{
    [Fact]
    public async Task A_changed_setting_is_kept_over_a_restart_and_used_for_new_cameras()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);

        await server.SendAsync(HttpMethod.Patch, "/api/settings", new { default_resolution = "1280x720", cleanup_interval = "*/5 * * * *" }, ct);
        await server.Program.StopAsync(ct);
        await server.StartAgainAsync(ct);
        var settings = await server.GetAsync("/api/settings", ct);
        var id = await server.PostAsync("/api/cameras", new { name = "Door", protocol = "rtsp", source_url = "rtsp://127.0.0.1:5999/x" }, ct);

        Assert.Equal("*/5 * * * *", settings.GetProperty("cleanup_interval").GetString());
        Assert.Equal(15, settings.GetProperty("default_framerate").GetInt32());
        Assert.Equal("1280x720", id.GetProperty("resolution").GetString());
    }

    [Fact]
    public async Task A_key_that_cannot_be_checked_is_not_stored()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("ANTHROPIC_BASE_URL", $"http://127.0.0.1:{FreePort.Next()}"));

        await server.RefuseAsync(HttpMethod.Patch, "/api/settings", new { anthropic_api_key = "sk-ant-hush" }, HttpStatusCode.BadRequest, ct);

        var chatbot = (await server.GetAsync("/api/settings", ct)).GetProperty("chatbot");
        Assert.False(chatbot.GetProperty("api_key_configured").GetBoolean());
        Assert.DoesNotContain("sk-ant-hush", server.Program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_cameras_are_deleted_at_once()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        await server.AddCameraAsync("A", new Uri("rtsp://127.0.0.1:5999/a"), ct);
        await server.AddCameraAsync("B", new Uri("rtsp://127.0.0.1:5999/b"), ct);

        var answer = await server.SendAsync(HttpMethod.Delete, "/api/settings/cameras/all", null, ct);

        Assert.Equal(2, answer.GetProperty("count").GetInt32());
        await Eventually.HoldsAsync(
            async () => (await server.GetAsync("/api/cameras", ct)).GetProperty("total").GetInt32() == 0, "no camera is left", ct);
    }

    [Fact]
    public async Task The_local_machine_is_the_only_node()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);

        var nodes = await server.GetAsync("/api/nodes", ct);
        var scan = await server.GetAsync("/api/nodes/scan/cameras", ct);

        var node = Assert.Single(nodes.EnumerateArray());
        Assert.Equal(Environment.MachineName, node.GetProperty("name").GetString());
        Assert.True(node.GetProperty("ready").GetBoolean());
        Assert.Equal(Environment.MachineName, Assert.Single(scan.GetProperty("scanned_nodes").EnumerateArray()).GetString());
        Assert.Equal(JsonValueKind.Array, scan.GetProperty("cameras").ValueKind);
    }

    [Fact]
    public async Task The_OpenAPI_document_and_its_page_are_served()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);

        var paths = (await server.GetAsync("/openapi/v1.json", ct)).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet();
        var page = await server.Client.GetStringAsync("/docs", ct);
        var metrics = await server.Client.GetStringAsync("/metrics", ct);

        Assert.Contains("/api/cameras/{id}/recording/start", paths);
        Assert.Contains("/api/recordings/{id}/download", paths);
        Assert.Contains("<html", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("target_info", metrics, StringComparison.Ordinal);
    }
}
