using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed class CameraStatusTests
{
    [Fact]
    public async Task A_camera_that_delivers_frames_is_running_and_a_stopped_one_stops()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Front Door", camera, ct);

        var running = await server.GetAsync($"/api/cameras/{id}", ct);
        var again = await server.PostAsync($"/api/cameras/{id}/start", null, ct);
        await server.PostAsync($"/api/cameras/{id}/stop", null, ct);
        var stopped = await server.GetAsync($"/api/cameras/{id}", ct);

        Assert.Equal($"/api/cameras/{id}/stream", running.GetProperty("stream_url").GetString());
        Assert.Equal("cam-front-door", running.GetProperty("deployment_name").GetString());
        Assert.Equal("svc-front-door", again.GetProperty("service_name").GetString());
        Assert.True(running.GetProperty("k8s_status").GetProperty("ready").GetBoolean());
        Assert.Equal("stopped", stopped.GetProperty("status").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, stopped.GetProperty("stream_url").ValueKind);
        await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{id}/stream", null, HttpStatusCode.ServiceUnavailable, ct);
    }

    [Fact]
    public async Task A_missing_camera_is_an_error_with_a_message()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddCameraAsync("Ghost", new Uri($"rtsp://127.0.0.1:{FreePort.Next()}/x"), ct);

        await server.PostAsync($"/api/cameras/{id}/start", null, ct);
        var camera = await server.WaitForStatusAsync(id, "error", ct);

        Assert.Contains("refused", camera.GetProperty("metadata").GetProperty("error").GetString(), StringComparison.OrdinalIgnoreCase);
        await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{id}/snapshot", null, HttpStatusCode.BadGateway, ct);
    }

    [Fact]
    public async Task A_wrong_password_is_reported_and_fixed_by_an_edit()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "right" }, ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var wrong = new UriBuilder(camera.Url) { UserName = "admin", Password = "wr0ng" }.Uri;
        var id = await server.AddCameraAsync("Safe", wrong, ct);
        await server.PostAsync($"/api/cameras/{id}/start", null, ct);

        var error = (await server.WaitForStatusAsync(id, "error", ct)).GetProperty("metadata").GetProperty("error").GetString();
        await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { source_url = camera.UrlWithCredentials }, ct);
        await server.WaitForStatusAsync(id, "running", ct);

        Assert.Contains("401", error, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", error, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", server.Program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rename_restarts_nothing_and_a_new_size_restarts_the_camera()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        var before = ProcessTree.DescendantsOf(server.Program.Id).Single(child => ProcessTree.NameOf(child).StartsWith("FalconEye.Relay", StringComparison.Ordinal));

        var renamed = await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { name = "Gate" }, ct);
        Assert.True(ProcessTree.IsRunning(before));
        Assert.Equal("running", renamed.GetProperty("status").GetString());

        await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { resolution = "160x120" }, ct);
        await server.WaitForStatusAsync(id, "running", ct);
        Assert.False(ProcessTree.IsRunning(before));
    }

    [Fact]
    public async Task A_probe_describes_the_source_or_the_failure()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { Audio = AudioCodec.G711MuLaw }, ct);
        await using var server = await FalconEyeServer.StartAsync(ct);

        var good = await server.PostAsync("/api/cameras/probe", new { protocol = "rtsp", source_url = camera.Url }, ct);
        var bad = await server.PostAsync("/api/cameras/probe", new { protocol = "rtsp", source_url = $"rtsp://127.0.0.1:{FreePort.Next()}/" }, ct);

        Assert.True(good.GetProperty("ok").GetBoolean(), good.ToString());
        Assert.Equal("h264", good.GetProperty("codec").GetString());
        Assert.Equal(320, good.GetProperty("width").GetInt32());
        Assert.Equal("pcm_mulaw", good.GetProperty("audio").GetString());
        Assert.Equal([0xFF, 0xD8], Convert.FromBase64String(good.GetProperty("snapshot").GetString()!)[..2]);
        Assert.False(bad.GetProperty("ok").GetBoolean());
        Assert.Equal("refused", bad.GetProperty("reason").GetString());
    }
}
