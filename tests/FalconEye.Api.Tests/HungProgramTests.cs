using System.Globalization;
using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

/// <summary>Programs that are stopped by a signal: they run, take connections and never answer.</summary>
public sealed class HungProgramTests
{
    /// <summary>Three health checks that go unanswered, ten seconds apart, and a new start.</summary>
    private static readonly TimeSpan RestartDeadline = TimeSpan.FromSeconds(75);

    [Fact]
    public async Task A_stop_that_a_hung_recorder_does_not_confirm_is_pending_and_carried_out()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        var recording = (await server.PostAsync($"/api/cameras/{id}/recording/start", null, ct)).GetProperty("recording").GetProperty("recording_id").GetString()!;
        var recorder = ProgramOf(server, "FalconEye.Recor");
        await SignalAsync("STOP", recorder, ct);

        using var answer = await server.Client.PostAsync($"/api/cameras/{id}/recording/stop", null, ct);
        var reply = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct)).RootElement;
        await SignalAsync("CONT", recorder, ct);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.False(reply.GetProperty("success").GetBoolean());

        // The camera may have closed the connection of the hung recorder: the recording is then "stopped", with that as its reason.
        await Eventually.ReturnsAsync(
            () => server.GetAsync($"/api/recordings/{recording}", ct), found => found.GetProperty("status").GetString() is "completed" or "stopped",
            "the recording has ended", ct);
        Assert.False((await server.GetAsync($"/api/cameras/{id}/recording/status", ct)).GetProperty("recording").GetBoolean());
    }

    [Fact]
    public async Task A_cancelled_start_request_still_starts_the_recording()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);

        using (var leaving = CancellationTokenSource.CreateLinkedTokenSource(ct))
        {
            leaving.CancelAfter(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Client.PostAsync($"/api/cameras/{id}/recording/start", null, leaving.Token));
        }

        var first = (await server.WaitForNewRecordingAsync("", ct))[0].GetProperty("id").GetString()!;
        await server.Program.KillAsync(ct);
        await server.StartAgainAsync(ct);
        await server.WaitForNewRecordingAsync(first, ct);
    }

    [Fact]
    public async Task A_hung_relay_is_restarted_and_viewers_see_the_camera_again()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        using var viewer = await StreamViewer.OpenAsync(server.Client, $"/api/cameras/{id}/stream", ct);
        await viewer.ReadFramesAsync(5, ct);
        var relay = ProgramOf(server, "FalconEye.Relay");

        await SignalAsync("STOP", relay, ct);
        await Eventually.HoldsAsync(() => !ProcessTree.IsRunning(relay), "the hung relay is ended", ct, RestartDeadline);
        await server.WaitForStatusAsync(id, "running", ct);

        await viewer.ReadFramesAsync(60, ct);
    }

    private static int ProgramOf(FalconEyeServer server, string name) =>
        ProcessTree.DescendantsOf(server.Program.Id).Single(child => ProcessTree.NameOf(child) == name);

    private static Task<string> SignalAsync(string signal, int process, CancellationToken ct) =>
        Tool.OutputOfAsync("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)], ct);
}
