using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Chat.Tests;

/// <summary>"Why is Front Door not recording?": the structured finding names the right cause.</summary>
public sealed class DiagnosisTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task A_wrong_password()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "right" }, ct);
        var chat = await fixture.FreshAsync(ct);
        var address = new UriBuilder(camera.Url) { UserName = "admin", Password = "wrong-one" }.Uri;
        await chat.Server.StartCameraAsync("Front Door", address, "error", ct);

        var finding = await DiagnoseAsync(chat, ct);

        Assert.Equal("wrong_password", finding.GetProperty("cause").GetString());
        Assert.Equal("unauthorized", finding.GetProperty("evidence").GetProperty("probe").GetProperty("reason").GetString());
        Assert.DoesNotContain("wrong-one", finding.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var chat = await ChatServer.StartAsync(ct, ("MIN_FREE_DISK_MB", "100000000"));
        var id = await chat.Server.StartCameraAsync("Front Door", camera.Url, "running", ct);
        using var refused = await chat.Server.Client.PostAsync($"/api/cameras/{id}/recording/start", null, ct);

        var finding = await DiagnoseAsync(chat, ct);

        Assert.False(refused.IsSuccessStatusCode);
        Assert.Equal("disk_full", finding.GetProperty("cause").GetString());
        Assert.Contains("MIN_FREE_DISK_MB", finding.GetProperty("next_step").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_camera()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        await chat.Server.StartCameraAsync("Front Door", new Uri($"rtsp://127.0.0.1:{FreePort.Next()}/x"), "error", ct);

        Assert.Equal("refused", (await DiagnoseAsync(chat, ct)).GetProperty("cause").GetString());
    }

    [Fact]
    public async Task A_stopped_and_a_healthy_camera()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        var chat = await fixture.FreshAsync(ct);
        var id = await chat.Server.AddCameraAsync("Front Door", camera.Url, ct);

        var stopped = await DiagnoseAsync(chat, ct);
        await chat.Server.PostAsync($"/api/cameras/{id}/start", null, ct);
        await chat.Server.WaitForStatusAsync(id, "running", ct);
        var well = await DiagnoseAsync(chat, ct);
        await chat.Server.PostAsync($"/api/cameras/{id}/recording/start", null, ct);
        var recorded = await DiagnoseAsync(chat, ct);

        Assert.Equal("stopped", stopped.GetProperty("cause").GetString());
        Assert.Equal("healthy", well.GetProperty("cause").GetString());
        Assert.Contains("not switched on", well.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Equal("The camera delivers pictures and is being recorded.", recorded.GetProperty("summary").GetString());
    }

    private static Task<JsonElement> DiagnoseAsync(ChatServer chat, CancellationToken ct) => chat.CallAsync("diagnose_camera", new { camera = "Front Door" }, ct);
}
