using FalconEye.TestKit;
using FalconEye.TestKit.Assistant;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Chat.Tests;

/// <summary>What a person agrees to is brought to its end, on a camera that runs, and the log tells who that was.</summary>
public sealed class ConfirmationTests
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Recording_restart_and_stop_run_after_confirmation_only()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var chat = await ChatServer.StartAsync(
            ct, ("AUTH_MODE", "on"), ("CHATBOT_TOOLS", "start_camera,stop_camera,restart_camera,start_recording,stop_recording"));
        await chat.Server.PostAsync("/api/auth/setup", new { user_name = "anna", password = "violet tractor moon", setup_code = FalconEyeServer.SetupCode }, ct);
        var id = await chat.Server.AddCameraAsync("Front Door", camera.Url, ct);

        var start = await ProposeAsync(chat, "start_camera", id, ct);
        Assert.Equal("stopped", await StatusAsync());
        await AgreeAsync(chat, start, ct);
        await chat.Server.WaitForStatusAsync(id, "running", ct);

        var record = await ProposeAsync(chat, "start_recording", id, ct);
        Assert.False(await IsRecordedAsync());
        await AgreeAsync(chat, record, ct);
        Assert.True(await IsRecordedAsync());

        var pause = await ProposeAsync(chat, "stop_recording", id, ct);
        Assert.True(await IsRecordedAsync());
        await AgreeAsync(chat, pause, ct);
        Assert.False(await IsRecordedAsync());

        var relay = RelayOf(chat);
        var restart = await ProposeAsync(chat, "restart_camera", id, ct);
        Assert.True(ProcessTree.IsRunning(relay));
        await AgreeAsync(chat, restart, ct);
        await Eventually.HoldsAsync(() => !ProcessTree.IsRunning(relay), "the relay of before is gone", ct, WaitTimeout);
        await chat.Server.WaitForStatusAsync(id, "running", ct);

        var stop = await ProposeAsync(chat, "stop_camera", id, ct);
        Assert.Equal("running", await StatusAsync());
        await AgreeAsync(chat, stop, ct);
        Assert.Equal("stopped", await StatusAsync());
        await Eventually.HoldsAsync(() => !ProcessTree.DescendantsOf(chat.Server.Program.Id).Any(ProcessTree.IsRunning), "no program of the camera runs", ct, WaitTimeout);

        var log = await chat.Server.EventsAsync($"kind=proposal_done&camera_id={id}", ct);
        Assert.All(log, item => Assert.Equal("anna", item.GetProperty("actor").GetString()));
        Assert.Equal(
            ["start_camera", "start_recording", "stop_recording", "restart_camera", "stop_camera"],
            log.Select(item => item.GetProperty("data").GetProperty("tool").GetString()));
        Assert.StartsWith("anna agreed: Record \"Front Door\".", log[1].GetProperty("message").GetString(), StringComparison.Ordinal);

        async Task<string?> StatusAsync() => (await chat.Server.GetAsync($"/api/cameras/{id}", ct)).GetProperty("status").GetString();
        async Task<bool> IsRecordedAsync() => (await chat.Server.GetAsync($"/api/cameras/{id}/recording/status", ct)).GetProperty("status").GetString() == "recording";
    }

    private static async Task<string> ProposeAsync(ChatServer chat, string tool, string camera, CancellationToken ct)
    {
        chat.Model.Says(ModelReply.Tool(tool, new { camera }), ModelReply.Text("Confirm it, please."));
        return ChatEvent.ProposalOf(await chat.AskAsync("Do it.", ct));
    }

    private static async Task AgreeAsync(ChatServer chat, string proposal, CancellationToken ct)
    {
        var answered = await chat.AnswerProposalAsync(proposal, true, ct);
        Assert.True(answered.GetProperty("status").GetString() == "done", answered.GetRawText());
    }

    private static int RelayOf(ChatServer chat) =>
        ProcessTree.DescendantsOf(chat.Server.Program.Id).Single(child => ProcessTree.NameOf(child).StartsWith("FalconEye.Relay", StringComparison.Ordinal));
}
