using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed class CameraTests
{
    private static readonly Uri Somewhere = new("rtsp://admin:s3cret@127.0.0.1:5999/ch1");

    [Fact]
    public async Task A_network_camera_is_added_stopped_with_the_defaults_of_the_settings()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("DEFAULT_FRAMERATE", "12"));

        var camera = await server.PostAsync("/api/cameras/", new { name = "Door", protocol = "rtsp", source_url = Somewhere }, ct);

        Assert.Equal("stopped", camera.GetProperty("status").GetString());
        Assert.Equal("127.0.0.1", camera.GetProperty("device_path").GetString());
        Assert.Equal("LAN", camera.GetProperty("node_name").GetString());
        Assert.Equal("640x480", camera.GetProperty("resolution").GetString());
        Assert.Equal(12, camera.GetProperty("framerate").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, camera.GetProperty("stream_url").ValueKind);
        Assert.Equal(1, (await server.GetAsync("/api/cameras?protocol=rtsp&status=stopped&node=LAN", ct)).GetProperty("total").GetInt32());
        Assert.Equal(0, (await server.GetAsync("/api/cameras?protocol=usb", ct)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_password_is_never_shown_and_survives_an_edit_of_what_is_shown()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddCameraAsync("Door", Somewhere, ct);

        var stored = await StoredSourceAsync(server, ct);
        var shown = (await server.GetAsync($"/api/cameras/{id}", ct)).GetProperty("source_url").GetString();
        await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { name = "Back door", source_url = shown }, ct);

        Assert.Equal("rtsp://admin:***@127.0.0.1:5999/ch1", shown);
        var problem = await server.RefuseAsync(
            HttpMethod.Post, "/api/cameras", new { name = "Twin", protocol = "rtsp", source_url = Somewhere }, HttpStatusCode.Conflict, ct);
        Assert.Contains("Back door", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", server.Program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", stored, StringComparison.Ordinal);
        Assert.Equal(stored, await StoredSourceAsync(server, ct));
    }

    [Fact]
    public async Task A_stored_password_is_kept_for_the_same_host_and_port_only()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "s3cret" }, ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddCameraAsync("Door", new Uri($"rtsp://admin:s3cret@127.0.0.1:{camera.Url.Port}/before"), ct);
        var moved = $"rtsp://admin:***@127.0.0.1:{camera.Url.Port}{camera.Url.AbsolutePath}";

        await server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { source_url = moved }, ct);
        var probe = await server.PostAsync("/api/cameras/probe", new { protocol = "rtsp", source_url = moved, camera_id = id }, ct);

        Assert.True(probe.GetProperty("ok").GetBoolean(), probe.GetProperty("hint").GetString());
        foreach (var elsewhere in new[]
                 {
                     $"rtsp://admin:***@127.0.0.2:{camera.Url.Port}/ch1", $"rtsp://root:***@127.0.0.1:{camera.Url.Port}/ch1",
                     $"rtsp://admin:***@127.0.0.1:{camera.Url.Port}/ch1?token=***", "rtsp://admin:***@127.0.0.1:5999/ch1",
                 })
        {
            var (change, test) = (new { source_url = elsewhere }, new { protocol = "rtsp", source_url = elsewhere, camera_id = id });
            var refused = await server.RefuseAsync(HttpMethod.Patch, $"/api/cameras/{id}", change, HttpStatusCode.BadRequest, ct);
            await server.RefuseAsync(HttpMethod.Post, "/api/cameras/probe", test, HttpStatusCode.BadRequest, ct);
            Assert.True(refused.GetProperty("errors").TryGetProperty("source_url", out _));
        }
    }

    [Fact]
    public async Task Channels_of_one_recorder_are_different_cameras()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        await server.AddCameraAsync("Channel 1", new Uri("rtsp://nvr.local/ch1"), ct);

        await server.AddCameraAsync("Channel 2", new Uri("rtsp://nvr.local/ch2"), ct);
        await server.AddCameraAsync("Other port", new Uri("rtsp://nvr.local:8554/ch1"), ct);

        await server.RefuseAsync(
            HttpMethod.Post,
            "/api/cameras",
            new { name = "Again", protocol = "rtsp", source_url = "rtsp://someone@NVR.local:554/ch1" },
            HttpStatusCode.Conflict,
            ct);
    }

    [Fact]
    public async Task Of_many_cameras_that_are_given_one_address_at_once_one_gets_it_and_the_others_are_conflicts()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => server.AddCameraAsync($"Door {i}", new Uri($"rtsp://127.0.0.1:5999/{i}"), ct)));

        var answers = await Task.WhenAll(ids.Select(async id =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/cameras/{id}") { Content = FalconEyeServer.ToContent(new { source_url = "rtsp://127.0.0.1:5999/same" }) };
            using var response = await server.Client.SendAsync(request, ct);
            return response.StatusCode;
        }));

        Assert.Single(answers, HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_missing_camera_is_not_restarted()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);

        await server.RefuseAsync(HttpMethod.Post, $"/api/cameras/{Guid.NewGuid()}/restart", null, HttpStatusCode.NotFound, ct);
    }

    [Fact]
    public async Task A_deleted_camera_frees_its_address()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddCameraAsync("Door", Somewhere, ct);

        await server.SendAsync(HttpMethod.Delete, $"/api/cameras/{id}", null, ct);

        await Eventually.HoldsAsync(
            async () => (await server.Client.GetAsync($"/api/cameras/{id}", ct)).StatusCode == HttpStatusCode.NotFound, "the camera is gone", ct);
        await server.AddCameraAsync("Door again", Somewhere, ct);
    }

    [Fact]
    public async Task Names_in_any_script_are_stored_unchanged()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        string[] names = ["../../etc/x", "Ünï \"quoted\" $(reboot)", new('x', 255), "📷🎥", "Камера", "Камера", "<script>alert(1)</script>", "a'; DROP TABLE cameras;--"];

        for (var i = 0; i < names.Length; i++)
        {
            await server.AddCameraAsync(names[i], new Uri($"rtsp://127.0.0.1:5999/{i}"), ct);
        }

        var listed = (await server.GetAsync("/api/cameras", ct)).GetProperty("cameras").EnumerateArray().Select(camera => camera.GetProperty("name").GetString());
        Assert.Equal(names.Reverse(), listed);
    }

    [Fact]
    public async Task Every_address_answers_with_and_without_its_last_slash()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);

        foreach (var path in new[] { "/api/cameras", "/api/recordings", "/api/nodes", "/api/settings", "/health" })
        {
            Assert.Equal((await server.GetAsync(path, ct)).ValueKind, (await server.GetAsync(path + "/", ct)).ValueKind);
        }
    }

    private static Task<string> StoredSourceAsync(FalconEyeServer server, CancellationToken ct) => Tool.OutputOfAsync(
        "/usr/bin/python3",
        ["-c", "import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute('select source_url from cameras').fetchall())", Path.Combine(server.DataDirectory, "falcon-eye.db")],
        ct);
}
