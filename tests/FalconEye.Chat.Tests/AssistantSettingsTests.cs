using System.Net;
using System.Text.Json;
using FalconEye.TestKit.Assistant;
using FalconEye.TestKit.Programs;

namespace FalconEye.Chat.Tests;

public sealed class AssistantSettingsTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private static readonly string[] Chosen = ["list_cameras", "stop_camera"];
    private static readonly string[] Unknown = ["rm_rf"];

    private static readonly string[] Reading =
    [
        "list_cameras", "get_camera", "list_nodes", "list_recordings", "get_system_status", "get_settings", "get_camera_logs", "get_events",
        "diagnose_camera", "recording_coverage", "storage_forecast",
    ];

    private static readonly string[] Others =
    [
        "look_at_camera", "look_at_recording", "start_camera", "stop_camera", "restart_camera", "start_recording", "stop_recording", "add_camera", "update_camera",
    ];

    [Fact]
    public async Task Reading_tools_are_on_by_default_and_the_others_off()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var chat = await ChatServer.StartAsync(ct);

        var before = await ChatbotAsync(chat, ct);
        await chat.Server.SendAsync(HttpMethod.Patch, "/api/settings", new { chatbot_tools = Chosen }, ct);
        await chat.AskAsync("Hello?", ct);
        await chat.Server.Program.StopAsync(ct);
        await chat.Server.StartAgainAsync(ct);
        var after = await ChatbotAsync(chat, ct);

        Assert.Equal(Reading, Names(before, "enabled_tools"));
        Assert.Equal([.. Reading, .. Others], Names(before, "available_tools"));
        Assert.Equal(Chosen, Names(after, "enabled_tools"));
        Assert.Equal(Chosen, chat.Model.Requests[0].GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_key_is_stored_once_the_provider_accepts_it_and_never_shown()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var chat = await ChatServer.StartAsync(ct, ("ANTHROPIC_API_KEY", ""));

        using var refused = await chat.Server.Client.PatchAsync("/api/settings", FalconEyeServer.ToContent(new { anthropic_api_key = "sk-ant-wrong-key" }), ct);
        await chat.Server.SendAsync(HttpMethod.Patch, "/api/settings", new { anthropic_api_key = ScriptedModel.Key }, ct);
        var settings = (await chat.Server.GetAsync("/api/settings", ct)).GetRawText();
        var log = (await chat.Server.GetAsync("/api/events/log?kind=settings_changed", ct)).GetRawText();
        var events = await chat.AskAsync("Hello?", ct);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("does not take this key", await refused.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        Assert.Contains("\"api_key_configured\":true", settings, StringComparison.Ordinal);
        Assert.Equal("done", events[^1].Kind);
        Assert.Contains("anthropic_api_key", log, StringComparison.Ordinal);
        Assert.All([settings, log, chat.Server.Program.Output], text => Assert.DoesNotContain(ScriptedModel.Key, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_setting_is_in_the_log_with_its_value_before_and_after()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);

        await chat.Server.SendAsync(HttpMethod.Patch, "/api/settings", new { default_framerate = 10 }, ct);
        var item = Assert.Single(
            await chat.Server.EventsAsync("kind=settings_changed", ct),
            item => item.GetProperty("message").GetString() == "Settings were changed: default_framerate.");

        var change = item.GetProperty("data").GetProperty("default_framerate");
        Assert.Equal(("15", "10"), (change.GetProperty("before").GetString(), change.GetProperty("after").GetString()));
    }

    [Fact]
    public async Task An_unknown_tool_is_refused_by_name()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);

        using var refused = await chat.Server.Client.PatchAsync("/api/settings", FalconEyeServer.ToContent(new { chatbot_tools = Unknown }), ct);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("There is no tool rm_rf", await refused.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_variable_stops_the_server_with_a_line_that_names_it()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var program = RunningProgram.Start(
            ProgramFile.Find("FalconEye.Api"),
            new Dictionary<string, string> { ["CHATBOT_TOOLS"] = "list_cameras,rm_rf", ["ANTHROPIC_BASE_URL"] = "anthropic", ["DATA_DIR"] = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()) });

        Assert.NotEqual(0, await program.WaitForExitAsync(ct));
        Assert.Contains("CHATBOT_TOOLS is \"list_cameras,rm_rf\"", program.Output, StringComparison.Ordinal);
        Assert.Contains("ANTHROPIC_BASE_URL is \"anthropic\"", program.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ChatbotAsync(ChatServer chat, CancellationToken ct) => (await chat.Server.GetAsync("/api/settings", ct)).GetProperty("chatbot");

    private static IEnumerable<string?> Names(JsonElement chatbot, string list) => chatbot.GetProperty(list).EnumerateArray().Select(name => name.GetString());
}
