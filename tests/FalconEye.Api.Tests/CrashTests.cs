using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed class CrashTests
{
    private static readonly TimeSpan RecoveryDeadline = Eventually.DefaultDeadline;

    [Fact]
    public async Task A_killed_server_leaves_no_process_and_resumes_after_a_restart()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        var first = (await server.PostAsync($"/api/cameras/{id}/recording/start", null, ct)).GetProperty("recording").GetProperty("recording_id").GetString()!;
        var children = ProcessTree.DescendantsOf(server.Program.Id);

        await server.Program.KillAsync(ct);
        await Eventually.HoldsAsync(() => children.All(child => !ProcessTree.IsRunning(child)), "no child outlives the server", ct, RecoveryDeadline);
        await server.StartAgainAsync(ct);

        await server.WaitForStatusAsync(id, "running", ct);
        await server.WaitForNewRecordingAsync(first, ct);
        var old = await Eventually.ReturnsAsync(
            () => server.GetAsync($"/api/recordings/{first}", ct),
            recording => recording.GetProperty("duration_seconds").ValueKind == System.Text.Json.JsonValueKind.Number,
            "the first piece is reported",
            ct,
            RecoveryDeadline);
        Assert.True(children.Count >= 2);
        Assert.True(old.GetProperty("file_size_bytes").GetInt64() > 0);
    }

    [Fact]
    public async Task A_restarted_camera_gets_the_full_start_timeout()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);

        await server.Program.StopAsync(ct);
        await Tool.OutputOfAsync(
            "/usr/bin/python3",
            ["-c", "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(\"update cameras set start_requested_at='2026-01-01 00:00:00'\"); c.commit()", Path.Combine(server.DataDirectory, "falcon-eye.db")],
            ct);
        await camera.FreezeAsync(ct);
        await server.StartAgainAsync(ct);
        await server.WaitForStatusAsync(id, "creating", ct);
        await camera.ThawAsync(ct);

        await server.WaitForStatusAsync(id, "running", ct);
    }

    [Theory]
    [InlineData("FalconEye.Recorder")]
    [InlineData("FalconEye.Relay")]
    public async Task A_killed_child_is_restarted_and_recording_continues(string program)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        var first = (await server.PostAsync($"/api/cameras/{id}/recording/start", null, ct)).GetProperty("recording").GetProperty("recording_id").GetString()!;
        var victim = ProcessTree.DescendantsOf(server.Program.Id).Single(child => ProcessTree.NameOf(child) == program[..15]);

        ProcessTree.Kill(victim);

        await Eventually.HoldsAsync(
            () => ProcessTree.DescendantsOf(server.Program.Id).Any(child => child != victim && ProcessTree.NameOf(child) == program[..15]),
            $"{program} runs again",
            ct);
        await server.WaitForStatusAsync(id, "running", ct);
        if (program == "FalconEye.Recorder")
        {
            await server.WaitForNewRecordingAsync(first, ct);
            await server.WaitForRecordingAsync(first, "stopped", ct);
        }

        Assert.True((await server.GetAsync($"/api/cameras/{id}/recording/status", ct)).GetProperty("recording").GetBoolean());
    }

    [Fact]
    public async Task A_stopped_server_finishes_its_recordings_first()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        var started = await server.PostAsync($"/api/cameras/{id}/recording/start", null, ct);
        var file = started.GetProperty("recording").GetProperty("file_path").GetString()!;
        await Eventually.HoldsAsync(() => new FileInfo(file).Length > 50_000, "a part of a second is recorded", ct);
        var children = ProcessTree.DescendantsOf(server.Program.Id);

        var code = await server.Program.StopAsync(ct);

        Assert.Equal(0, code);
        Assert.All(children, child => Assert.False(ProcessTree.IsRunning(child)));
        var format = await Tool.OutputOfAsync("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file], ct);
        Assert.True(double.Parse(format, System.Globalization.CultureInfo.InvariantCulture) > 0.3);
    }
}
