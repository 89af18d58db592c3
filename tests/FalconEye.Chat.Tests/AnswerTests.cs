using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Assistant;

namespace FalconEye.Chat.Tests;

public sealed class AnswerTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task An_answer_is_streamed_to_the_browser()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        var goOn = new TaskCompletionSource();
        chat.Model.Says(ModelReply.Text("All ", "is ", "well.") with { BeforeData = (_, token) => goOn.Task.WaitAsync(token) });
        var session = await chat.BeginAsync(ct);

        await using var events = chat.ReadAsync($"/api/chat/sessions/{session}/chat", new { content = "How are my cameras?" }, ct).GetAsyncEnumerator(ct);
        Assert.True(await events.MoveNextAsync());
        var first = events.Current;
        var isStillSpeaking = chat.Model.OpenAnswers == 1;
        goOn.SetResult();
        List<ChatEvent> rest = [];
        while (await events.MoveNextAsync())
        {
            rest.Add(events.Current);
        }

        Assert.Equal(("message", "All "), (first.Kind, first.Data.GetProperty("content").GetString()));
        Assert.True(isStillSpeaking);
        Assert.Equal(["message", "message", "done"], rest.Select(item => item.Kind));
        Assert.Equal("complete", rest[^1].Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task All_tools_of_a_turn_run_are_reported_and_their_results_reach_the_model()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        var id = await chat.Server.AddCameraAsync("Front Door", new Uri("rtsp://user:hush@127.0.0.1:5999/x"), ct);
        chat.Model.Says(
            ModelReply.ToolsAtOnce(("list_cameras", new { }), ("get_camera", new { camera = "front door" })) with { Chunks = ["Let me look."], Thinking = "Two tools." },
            ModelReply.Text("It is stopped."));

        var events = await chat.AskAsync(await chat.BeginAsync(ct), "How is Front Door?", ct);

        Assert.Equal(["message", "thinking", "thinking", "message", "done"], events.Select(item => item.Kind));
        Assert.All(events.Where(item => item.Kind == "thinking"), item => Assert.Equal("using_tools", item.Data.GetProperty("status").GetString()));
        Assert.Equal("Looking up Front Door", events[2].Data.GetProperty("text").GetString());
        Assert.Equal("Let me look.\n\nIt is stopped.", ChatEvent.TextOf(events));
        var second = chat.Model.Requests[1].GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["thinking", "text", "tool_use", "tool_use"], second[^2].GetProperty("content").EnumerateArray().Select(block => block.GetProperty("type").GetString()));
        var results = second[^1].GetProperty("content").EnumerateArray().ToList();
        Assert.Equal(2, results.Count);
        Assert.All(results, result => Assert.Contains(id, result.GetRawText(), StringComparison.Ordinal));
        Assert.All(results, result => Assert.DoesNotContain("hush", result.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_without_events_gets_the_whole_answer_at_once()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        chat.Model.Says(ModelReply.Tool("list_nodes"), ModelReply.Text("One ", "machine."));

        var answer = await chat.Server.PostAsync("/api/chat", new { messages = new[] { new { role = "user", content = "What runs?" } }, stream = false }, ct);

        Assert.Equal("One machine.", answer.GetProperty("content").GetString());
        Assert.Equal("list_nodes", answer.GetProperty("tools")[0].GetString());
    }

    [Fact]
    public async Task A_conversation_kept_by_the_client_is_not_stored()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        chat.Model.Says(ModelReply.Text("Blue."));
        var before = await CountSessionsAsync(chat, ct);

        await chat.Server.PostAsync(
            "/api/chat",
            new { messages = new object[] { new { role = "user", content = "A" }, new { role = "assistant", content = "B" }, new { role = "user", content = "C" } }, stream = false },
            ct);

        var sent = Assert.Single(chat.Model.Requests).GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["user", "assistant", "user"], sent.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(before, await CountSessionsAsync(chat, ct));
    }

    [Fact]
    public async Task A_model_that_keeps_calling_tools_is_made_to_answer()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        chat.Model.Otherwise = request => MayUseTools(request) ? ModelReply.Tool("list_nodes") : ModelReply.Text("Enough.");

        var events = await chat.AskAsync("Look for ever.", ct);

        Assert.Equal("Enough.", ChatEvent.TextOf(events));
        Assert.Equal(13, chat.Model.Requests.Count);
        Assert.Equal(12, events.Count(item => item.Kind == "thinking"));
    }

    [Fact]
    public async Task A_disconnected_browser_cancels_the_answer_and_the_partial_answer_is_stored()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        chat.Model.Says(ModelReply.Text("Part one.", " Part two.") with { BeforeData = (_, token) => Task.Delay(Timeout.Infinite, token) });
        var session = await chat.BeginAsync(ct);

        await foreach (var item in chat.ReadAsync($"/api/chat/sessions/{session}/chat", new { content = "Tell me." }, ct))
        {
            Assert.Equal("Part one.", item.Data.GetProperty("content").GetString());
            break;
        }

        await Eventually.HoldsAsync(() => chat.Model.OpenAnswers == 0, "the provider is asked no longer", ct);
        var kept = await Eventually.ReturnsAsync(
            () => chat.ConversationAsync(session, ct), conversation => conversation.GetProperty("messages").GetArrayLength() == 2, "the part is kept", ct);
        Assert.Equal("Part one.", kept.GetProperty("messages")[1].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Concurrent_questions_in_one_conversation_are_refused_and_in_several_are_not()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        var goOn = new TaskCompletionSource();
        chat.Model.Otherwise = _ => ModelReply.Text("A", "B") with { BeforeData = (_, token) => goOn.Task.WaitAsync(token) };
        var session = await chat.BeginAsync(ct);

        var answers = Enumerable.Range(0, 20).Select(_ => chat.AskAsync("Hello?", ct)).Append(chat.AskAsync(session, "First?", ct)).ToList();
        await Eventually.HoldsAsync(() => chat.Model.OpenAnswers == 21, "all are being answered", ct);
        var refused = await chat.AskAsync(session, "Second?", ct);
        goOn.SetResult();

        Assert.Contains("still answering", ChatEvent.ErrorOf(refused), StringComparison.Ordinal);
        Assert.All(await Task.WhenAll(answers), events => Assert.Equal("AB", ChatEvent.TextOf(events)));
    }

    private static async Task<int> CountSessionsAsync(ChatServer chat, CancellationToken ct) =>
        (await chat.Server.GetAsync("/api/chat/sessions", ct)).GetProperty("count").GetInt32();

    private static bool MayUseTools(JsonElement request) =>
        !request.TryGetProperty("tool_choice", out var choice) || choice.GetProperty("type").GetString() != "none";
}
