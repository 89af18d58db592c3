using System.Net;
using System.Text.Json;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>Who may use some cameras sees nothing of the others.</summary>
public sealed class OtherCamerasTests(LockedServer locked)
{
    [Fact]
    public async Task Lists_show_only_permitted_cameras_and_others_are_not_found()
    {
        var ct = TestContext.Current.CancellationToken;
        var (mine, theirs) = (await locked.AddCameraAsync("Mine", ct), await locked.AddCameraAsync("Theirs", ct));
        var (myRecording, theirRecording) = (await AddRecordingAsync(mine, ct), await AddRecordingAsync(theirs, ct));
        var (person, _) = await locked.AddUserAsync("operator", ct, mine);
        var token = await locked.AddTokenAsync(locked.Admin, "operator", ct, mine);
        foreach (var caller in new[] { person, token })
        {
            Assert.Equal([mine], Ids(await caller.GetAsync("/api/cameras", ct), "cameras", "id"));
            Assert.Equal([myRecording], Ids(await caller.GetAsync("/api/recordings", ct), "recordings", "id"));
            Assert.Equal([mine], Ids(await caller.GetAsync("/api/events/log?limit=1000", ct), "events", "camera_id").Distinct());
            await caller.GetAsync($"/api/cameras/{mine}", ct);
            await caller.GetAsync($"/api/recordings/{myRecording}", ct);
            foreach (var (method, path) in Calls(theirs, theirRecording))
            {
                await caller.SendAsync(method, path, method == HttpMethod.Get ? null : "{}", HttpStatusCode.NotFound, ct);
            }

            await caller.PostAsync("/api/auth/links", new { path = $"/api/cameras/{theirs}/stream" }, HttpStatusCode.NotFound, ct);
            await caller.PostAsync("/api/auth/links", new { path = $"/api/recordings/{theirRecording}/download" }, HttpStatusCode.NotFound, ct);
            var probe = new { protocol = "rtsp", camera_id = theirs, source_url = "rtsp://root:***@127.0.0.1:9/x" };
            await caller.PostAsync("/api/cameras/probe", probe, HttpStatusCode.NotFound, ct);
            await caller.SendAsync(HttpMethod.Patch, $"/api/recordings/{myRecording}", new { status = "failed" }, HttpStatusCode.Forbidden, ct);
        }

        Assert.Equal(HttpStatusCode.OK, await locked.Admin.StatusAsync(HttpMethod.Get, $"/api/cameras/{theirs}", null, ct));
    }

    [Fact]
    public async Task The_assistants_tools_see_only_permitted_cameras_and_conversations_are_private()
    {
        var ct = TestContext.Current.CancellationToken;
        var (mine, theirs) = (await locked.AddCameraAsync("Chatty", ct), await locked.AddCameraAsync("Secret", ct));
        var (person, _) = await locked.AddUserAsync("viewer", ct, mine);
        var conversation = (await locked.Admin.PostAsync("/api/chat/sessions", new { name = "Private" }, HttpStatusCode.Created, ct)).GetProperty("id").GetString();

        var cameras = await CallToolAsync(person, "list_cameras", new { }, ct);
        var other = await CallToolAsync(person, "get_camera", new { camera = theirs }, ct);
        var events = await CallToolAsync(person, "get_events", new { }, ct);
        var settings = await CallToolAsync(person, "get_settings", new { }, ct);
        var conversations = await person.GetAsync("/api/chat/sessions", ct);

        Assert.Contains(mine, cameras, StringComparison.Ordinal);
        Assert.All([cameras, other, events], text => Assert.DoesNotContain("Secret", text, StringComparison.Ordinal));
        Assert.Contains("for operators and administrators", settings, StringComparison.Ordinal);
        Assert.Equal(0, conversations.GetProperty("count").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, await person.StatusAsync(HttpMethod.Get, $"/api/chat/sessions/{conversation}", null, ct));
    }

    private static async Task<string> CallToolAsync(Caller caller, string tool, object arguments, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = FalconEyeServer.ToContent(new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = tool, arguments } }),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        using var response = await caller.Http.SendAsync(request, ct);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(ct);
    }

    [Fact]
    public async Task Viewers_propose_nothing_and_a_token_never_confirms_what_a_token_proposed()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "on"), ("CHATBOT_TOOLS", "start_camera,add_camera"));
        using var admin = Caller.Anonymous(server);
        await admin.PostAsync("/api/auth/setup", new { user_name = LockedServer.Administrator, password = LockedServer.Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, ct);
        var source = "rtsp://127.0.0.1:9/" + Guid.NewGuid().ToString("N");
        var camera = (await admin.PostAsync("/api/cameras", new { name = "Front", protocol = "rtsp", source_url = source }, HttpStatusCode.Created, ct)).GetProperty("id").GetString();
        using var viewer = await TokenAsync(server, admin, "viewer", null, ct);
        using var program = await TokenAsync(server, admin, "operator", null, ct);
        using var limited = await TokenAsync(server, admin, "operator", camera, ct);
        using var events = await limited.SendAsync(HttpMethod.Get, "/api/events", null, ct);

        Assert.Contains("Only operators", await CallToolAsync(viewer, "start_camera", new { camera }, ct), StringComparison.Ordinal);
        await CallToolAsync(program, "start_camera", new { camera }, ct);
        var proposal = (await admin.GetAsync("/api/chat/proposals", ct)).GetProperty("proposals")[0];
        Assert.Equal("anna, by the API token \"operator\"", proposal.GetProperty("requested_by").GetString());
        var answer = $"/api/chat/proposals/{proposal.GetProperty("id").GetString()}";
        await program.PostAsync(answer, new { accept = true }, HttpStatusCode.Forbidden, ct);
        await limited.PostAsync(answer, new { accept = true }, HttpStatusCode.Forbidden, ct);

        // A new camera's address is no one's business who may use some cameras only.
        await CallToolAsync(program, "add_camera", new { name = "Bedroom", protocol = "rtsp", source_url = "rtsp://127.0.0.1:9/bedroom" }, ct);
        Assert.Contains("cannot add", await CallToolAsync(limited, "add_camera", new { name = "X", protocol = "rtsp", source_url = "rtsp://127.0.0.1:9/x" }, ct), StringComparison.Ordinal);
        await admin.PostAsync(answer, new { accept = false }, HttpStatusCode.OK, ct);
        using var reader = new StreamReader(await events.Content.ReadAsStreamAsync(ct));
        var seen = "";
        while (!seen.Contains("declined", StringComparison.Ordinal))
        {
            seen += await reader.ReadLineAsync(ct) ?? throw new EndOfStreamException(seen);
        }

        Assert.DoesNotContain("edroom", seen, StringComparison.Ordinal);
    }

    private static async Task<Caller> TokenAsync(FalconEyeServer server, Caller owner, string role, string? camera, CancellationToken ct)
    {
        var body = new { name = role, role, camera_ids = camera is null ? null : new[] { camera }, expires_in_days = 1 };
        var made = await owner.PostAsync("/api/auth/tokens", body, HttpStatusCode.Created, ct);
        return Caller.WithToken(server, made.GetProperty("token").GetString()!);
    }

    [Fact]
    public async Task A_duplicate_camera_is_reported_without_naming_the_other()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var door = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(
            ct, ("AUTH_MODE", "on"), ("SCAN_SUBNETS", "127.0.0.1/32"), ("SCAN_PORTS", $"{door.Url.Port}"));
        using var admin = Caller.Anonymous(server);
        await admin.PostAsync("/api/auth/setup", new { user_name = LockedServer.Administrator, password = LockedServer.Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, ct);
        var camera = new { name = "Bedroom", protocol = "http", source_url = door.Url.OriginalString };
        await admin.PostAsync("/api/cameras", camera, HttpStatusCode.Created, ct);
        var body = new { user_name = "ben", password = LockedServer.Password, role = "operator", all_cameras = false };
        await admin.PostAsync("/api/users", body, HttpStatusCode.Created, ct);
        using var restricted = await Caller.LogInAsync(server, "ben", LockedServer.Password, ct);

        foreach (var (caller, expected) in new[] { (admin, "Bedroom"), (restricted, null) })
        {
            var found = (await caller.GetAsync("/api/nodes/scan/cameras?network=true", ct)).GetProperty("network_cameras")[0];
            Assert.True(found.GetProperty("already_added").GetBoolean());
            Assert.Equal(expected, found.GetProperty("camera_name").GetString());
            var conflict = await caller.PostAsync("/api/cameras", camera with { name = "Mine" }, HttpStatusCode.Conflict, ct);
            Assert.Equal(expected is not null, conflict.GetProperty("detail").GetString()!.Contains("Bedroom", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Events_of_other_cameras_are_not_delivered()
    {
        var ct = TestContext.Current.CancellationToken;
        var (mine, theirs) = (await locked.AddCameraAsync("Heard", ct), await locked.AddCameraAsync("Unheard", ct));
        var (person, _) = await locked.AddUserAsync("viewer", ct, mine);
        using var response = await person.SendAsync(HttpMethod.Get, "/api/events", null, ct);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/cameras/{theirs}", new { location = "roof" }, HttpStatusCode.OK, ct);
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/cameras/{mine}", new { location = "cellar" }, HttpStatusCode.OK, ct);
        var seen = "";
        while (!seen.Contains("cellar", StringComparison.Ordinal))
        {
            seen += await reader.ReadLineAsync(ct) ?? throw new EndOfStreamException(seen);
        }

        Assert.DoesNotContain("roof", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorder_can_neither_read_nor_write_anything_of_another_camera()
    {
        var ct = TestContext.Current.CancellationToken;
        var (mine, theirs) = (await locked.AddCameraAsync("A", ct), await locked.AddCameraAsync("B", ct));
        var theirRecording = await AddRecordingAsync(theirs, ct);
        var recorder = locked.Workload("recorder", mine);
        await recorder.PostAsync("/api/recordings", Report(mine, $"{mine}_20260102000000", mine), HttpStatusCode.Created, ct);
        await recorder.SendAsync(HttpMethod.Patch, $"/api/recordings/{mine}_20260102000000", new { status = "completed" }, HttpStatusCode.OK, ct);

        await recorder.PostAsync("/api/recordings", Report(theirs, $"{theirs}_20260102000000", theirs), HttpStatusCode.Forbidden, ct);
        await recorder.PostAsync("/api/recordings", Report(mine, $"{theirs}_20260102000000", mine), HttpStatusCode.Forbidden, ct);
        await recorder.PostAsync("/api/recordings", Report(mine, $"{mine}_20260103000000", theirs), HttpStatusCode.Forbidden, ct);
        await recorder.PostAsync("/api/recordings", Report(mine, $"{mine}_20260103\r\nX-Header: y", mine), HttpStatusCode.BadRequest, ct);
        await recorder.SendAsync(HttpMethod.Patch, $"/api/recordings/{theirRecording}", new { status = "failed" }, HttpStatusCode.NotFound, ct);
        await recorder.SendAsync(HttpMethod.Get, $"/api/recordings/{theirRecording}", null, HttpStatusCode.Forbidden, ct);
    }

    private static IEnumerable<(HttpMethod Method, string Path)> Calls(string cameraId, string recordingId) =>
    [
        (HttpMethod.Get, $"/api/cameras/{cameraId}"),
        (HttpMethod.Patch, $"/api/cameras/{cameraId}"),
        (HttpMethod.Delete, $"/api/cameras/{cameraId}"),
        (HttpMethod.Post, $"/api/cameras/{cameraId}/start"),
        (HttpMethod.Post, $"/api/cameras/{cameraId}/stop"),
        (HttpMethod.Post, $"/api/cameras/{cameraId}/restart"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/stream-info"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/stream"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/snapshot"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/motion"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/live"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/live.m3u8"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/hls/index.m3u8"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/hls/part-1.m4s"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/hls/init-1.mp4"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/hls/segment-1.m4s"),
        (HttpMethod.Post, $"/api/cameras/{cameraId}/ptz"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/ptz/presets"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/camera-events"),
        (HttpMethod.Get, $"/api/storage/preview?camera_id={cameraId}&keep_days=1"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/recording/status"),
        (HttpMethod.Post, $"/api/cameras/{cameraId}/recording/start"),
        (HttpMethod.Post, $"/api/cameras/{cameraId}/recording/stop"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/playback?from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/preview?at=2026-01-01T00:00:00Z"),
        (HttpMethod.Get, $"/api/cameras/{cameraId}/playback.m3u8?from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z"),
        (HttpMethod.Get, $"/api/recordings/{recordingId}/fragments.mp4"),
        (HttpMethod.Get, $"/api/recordings/{recordingId}/converted.mp4?segment=16384"),
        (HttpMethod.Get, $"/api/recordings/{recordingId}"),
        (HttpMethod.Get, $"/api/recordings/{recordingId}/download"),
        (HttpMethod.Delete, $"/api/recordings/{recordingId}"),
    ];

    private async Task<string> AddRecordingAsync(string cameraId, CancellationToken cancellationToken)
    {
        var id = $"{cameraId}_20260101000000";
        await locked.Admin.PostAsync("/api/recordings", Report(cameraId, id, cameraId), HttpStatusCode.Created, cancellationToken);
        return id;
    }

    private static object Report(string cameraId, string id, string folder) => new
    {
        id,
        camera_id = cameraId,
        file_path = $"/somewhere/recordings/{folder}/recording.mp4",
        file_name = "recording.mp4",
        start_time = "2026-01-01T00:00:00Z",
        status = "completed",
    };

    private static IEnumerable<string?> Ids(JsonElement list, string name, string property) =>
        list.GetProperty(name).EnumerateArray().Select(item => item.GetProperty(property).GetString());
}
