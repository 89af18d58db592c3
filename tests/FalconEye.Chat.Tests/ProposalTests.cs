using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Assistant;
using FalconEye.TestKit.Programs;

namespace FalconEye.Chat.Tests;

public sealed class ProposalTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private static readonly Uri Somewhere = new("rtsp://user:hush@127.0.0.1:5999/x");
    private static readonly string[] Acting =
        ["list_cameras", "start_camera", "stop_camera", "restart_camera", "start_recording", "stop_recording", "add_camera", "update_camera"];

    [Fact]
    public async Task A_tool_call_changes_nothing_until_it_is_confirmed_and_then_exactly_that()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct, Acting);
        var id = await chat.Server.AddCameraAsync("Front Door", Somewhere, ct);
        var session = await chat.BeginAsync(ct);
        chat.Model.Says(ModelReply.Tool("update_camera", new { camera = "Front Door", name = "Back Door", framerate = 5 }), ModelReply.Text("Confirm it, please."));

        var events = await chat.AskAsync(session, "Rename Front Door to Back Door at 5 frames.", ct);
        var proposal = Assert.Single(events, item => item.Kind == "proposal").Data.GetProperty("proposal");
        var untouched = await chat.Server.GetAsync($"/api/cameras/{id}", ct);
        var answered = await chat.AnswerProposalAsync(proposal.GetProperty("id").GetString()!, true, ct);
        var changed = await chat.Server.GetAsync($"/api/cameras/{id}", ct);

        Assert.Equal("Change \"Front Door\": name, framerate.", proposal.GetProperty("summary").GetString());
        Assert.Equal("""[{"field":"name","before":"Front Door","after":"Back Door"},{"field":"framerate","before":"15","after":"5"}]""", proposal.GetProperty("changes").GetRawText());
        Assert.Equal("Front Door", untouched.GetProperty("name").GetString());
        Assert.Equal("done", answered.GetProperty("status").GetString());
        Assert.Equal(("Back Door", 5), (changed.GetProperty("name").GetString(), changed.GetProperty("framerate").GetInt32()));
        var logged = Assert.Single(await chat.Server.EventsAsync($"kind=proposal_done&camera_id={id}", ct));
        Assert.Equal("somebody", logged.GetProperty("actor").GetString());
        Assert.StartsWith("somebody agreed: Change \"Front Door\"", logged.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("done", (await chat.ConversationAsync(session, ct)).GetProperty("messages")[1].GetProperty("proposals")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_declined_proposal_changes_nothing_and_is_remembered()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct, Acting);
        var id = await chat.Server.AddCameraAsync("Front Door", Somewhere, ct);
        chat.Model.Says(ModelReply.Tool("start_camera", new { camera = id }), ModelReply.Text("Confirm it, please."));

        var proposal = ChatEvent.ProposalOf(await chat.AskAsync("Start it.", ct));
        var answered = await chat.AnswerProposalAsync(proposal, false, ct);

        Assert.Equal("declined", answered.GetProperty("status").GetString());
        Assert.Equal("stopped", (await chat.Server.GetAsync($"/api/cameras/{id}", ct)).GetProperty("status").GetString());
        var declined = Assert.Single(await chat.Server.EventsAsync($"kind=proposal_declined&camera_id={id}", ct));
        Assert.Equal("somebody declined: Start \"Front Door\".", declined.GetProperty("message").GetString());
        using var again = await chat.Server.Client.PostAsync($"/api/chat/proposals/{proposal}", FalconEyeServer.ToContent(new { accept = true }), ct);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task A_proposal_is_confirmed_once_even_by_concurrent_requests()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct, Acting);
        chat.Model.Says(
            ModelReply.Tool("add_camera", new { name = "New", protocol = "rtsp", source_url = "rtsp://user:hush@127.0.0.1:5999/new" }), ModelReply.Text("Confirm it, please."));
        var events = await chat.AskAsync("Add it.", ct);
        var proposal = ChatEvent.ProposalOf(events);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => chat.Server.Client.PostAsync($"/api/chat/proposals/{proposal}", FalconEyeServer.ToContent(new { accept = true }), ct)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(1, (await chat.Server.GetAsync("/api/cameras", ct)).GetProperty("total").GetInt32());
        Assert.DoesNotContain(events, item => item.Data.GetRawText().Contains("hush", StringComparison.Ordinal));
        Assert.DoesNotContain("hush", (await chat.Server.GetAsync("/api/events/log", ct)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmed_proposal_is_refused_when_the_camera_has_changed()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct, Acting);
        var id = await chat.Server.AddCameraAsync("Front Door", Somewhere, ct);
        chat.Model.Says(ModelReply.Tool("update_camera", new { camera = id, framerate = 5 }), ModelReply.Text("Confirm it, please."));
        var proposal = ChatEvent.ProposalOf(await chat.AskAsync("5 frames.", ct));

        await chat.Server.SendAsync(HttpMethod.Patch, $"/api/cameras/{id}", new { framerate = 25 }, ct);
        var answered = await chat.AnswerProposalAsync(proposal, true, ct);

        Assert.Equal("failed", answered.GetProperty("status").GetString());
        Assert.Contains("has changed since", answered.GetProperty("result").GetString(), StringComparison.Ordinal);
        Assert.Equal(25, (await chat.Server.GetAsync($"/api/cameras/{id}", ct)).GetProperty("framerate").GetInt32());
    }

    [Fact]
    public async Task A_confirmed_proposal_is_refused_when_its_tool_is_now_off()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct, Acting);
        var id = await chat.Server.AddCameraAsync("Front Door", Somewhere, ct);
        chat.Model.Says(ModelReply.Tool("start_camera", new { camera = id }), ModelReply.Text("Confirm it, please."));
        var proposal = ChatEvent.ProposalOf(await chat.AskAsync("Start it.", ct));

        await chat.Server.SendAsync(HttpMethod.Patch, "/api/settings", new { chatbot_tools = Array.Empty<string>() }, ct);
        var answered = await chat.AnswerProposalAsync(proposal, true, ct);

        Assert.Equal("failed", answered.GetProperty("status").GetString());
        Assert.Equal("stopped", (await chat.Server.GetAsync($"/api/cameras/{id}", ct)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_invalid_change_is_refused_before_it_is_proposed()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct, Acting);
        await chat.Server.AddCameraAsync("Front Door", Somewhere, ct);
        chat.Model.Says(
            ModelReply.ToolsAtOnce(
                ("update_camera", new { camera = "Front Door", framerate = 1000 }),
                ("update_camera", new { camera = "Front Door", source_url = "rtsp://user:***@127.0.0.1:5999/other" }),
                ("add_camera", new { name = "Twin", protocol = "rtsp", source_url = "rtsp://127.0.0.1:5999/x" }),
                ("stop_camera", new { camera = "Front Door" })),
            ModelReply.Text("None of it."));

        var events = await chat.AskAsync("Do all that.", ct);

        Assert.DoesNotContain(events, item => item.Kind == "proposal");
        var results = ScriptedModel.ResultsIn(chat.Model.Requests[1]);
        Assert.All(
            ["whole number from 1 to 60", "real password", "has this source already", "stopped already"],
            reason => Assert.Contains(reason, results, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_expired_proposal_cannot_be_confirmed()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var chat = await ChatServer.StartAsync(ct, ("CHATBOT_TOOLS", "start_camera"), ("PROPOSAL_SECONDS", "1"));
        var id = await chat.Server.AddCameraAsync("Front Door", Somewhere, ct);
        var session = await chat.BeginAsync(ct);
        chat.Model.Says(ModelReply.Tool("start_camera", new { camera = id }), ModelReply.Text("Confirm it, please."));
        var proposal = ChatEvent.ProposalOf(await chat.AskAsync(session, "Start it.", ct));

        await Eventually.HoldsAsync(
            async () => (await chat.Server.GetAsync("/api/chat/proposals", ct)).GetProperty("proposals").GetArrayLength() == 0, "nothing waits any more", ct);
        using var late = await chat.Server.Client.PostAsync($"/api/chat/proposals/{proposal}", FalconEyeServer.ToContent(new { accept = true }), ct);

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("has expired", await late.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        Assert.Equal("expired", (await chat.ConversationAsync(session, ct)).GetProperty("messages")[1].GetProperty("proposals")[0].GetProperty("status").GetString());
        Assert.Equal("stopped", (await chat.Server.GetAsync($"/api/cameras/{id}", ct)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_database_shows_no_password_that_was_typed_into_the_chat_or_proposed()
    {
        const string Secret = "Kn4ckw0rst";
        var ct = TestContext.Current.CancellationToken;
        await using var chat = await ChatServer.StartAsync(ct, ("CHATBOT_TOOLS", "add_camera"));
        var session = await chat.BeginAsync(ct);
        var address = $"rtsp://user:{Secret}@127.0.0.1:5999/new";
        chat.Model.Says(ModelReply.Tool("add_camera", new { name = "New", protocol = "rtsp", source_url = address }), ModelReply.Text($"I propose {address}."));

        var proposal = ChatEvent.ProposalOf(await chat.AskAsync(session, $"{address} Add it.", ct));

        Assert.DoesNotContain(Secret, Stored(chat), StringComparison.Ordinal);
        Assert.Contains(Secret, (await chat.ConversationAsync(session, ct)).GetRawText(), StringComparison.Ordinal);
        await chat.AnswerProposalAsync(proposal, true, ct);
        Assert.DoesNotContain(Secret, Stored(chat), StringComparison.Ordinal);
        Assert.Equal(1, (await chat.Server.GetAsync("/api/cameras", ct)).GetProperty("total").GetInt32());
    }

    private static string Stored(ChatServer chat) => string.Concat(Directory
        .EnumerateFiles(chat.Server.DataDirectory, "falcon-eye.db*")
        .Select(file => System.Text.Encoding.Latin1.GetString(ReadShared(file))));

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var contents = new byte[stream.Length];
        stream.ReadExactly(contents);
        return contents;
    }
}
