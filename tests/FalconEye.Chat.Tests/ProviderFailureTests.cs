using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Assistant;
using FalconEye.TestKit.Programs;

namespace FalconEye.Chat.Tests;

public sealed class ProviderFailureTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Without_a_key_the_assistant_says_where_to_enter_one()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var chat = await ChatServer.StartAsync(ct, ("ANTHROPIC_API_KEY", ""));

        var health = await chat.Server.GetAsync("/api/chat/health", ct);
        var events = await chat.AskAsync("Hello?", ct);
        using var whole = await chat.Server.Client.PostAsync(
            "/api/chat", FalconEyeServer.ToContent(new { messages = new[] { new { role = "user", content = "Hello?" } }, stream = false }), ct);

        Assert.Equal(("unconfigured", false), (health.GetProperty("status").GetString(), health.GetProperty("configured").GetBoolean()));
        Assert.Contains("Enter an Anthropic API key in the settings", ChatEvent.ErrorOf(events), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, whole.StatusCode);
    }

    [Fact]
    public async Task A_wrong_key_is_reported_and_never_shown()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        chat.Model.Says(ModelReply.Error(401, "authentication_error"));

        var error = ChatEvent.ErrorOf(await chat.AskAsync("Hello?", ct));

        Assert.Contains("does not take the key", error, StringComparison.Ordinal);
        Assert.DoesNotContain(ScriptedModel.Key, chat.Server.Program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rate_limit_is_reported_with_the_delay()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        chat.Model.Says(ModelReply.Error(429, "rate_limit_error", retryAfter: 37));

        var events = await chat.AskAsync("Hello?", ct);

        Assert.Equal("The provider's rate limit is reached. Ask again in 37 seconds.", ChatEvent.ErrorOf(events));
        Assert.Equal(37, events[^1].Data.GetProperty("retry_after").GetInt32());
        Assert.Single(chat.Model.Requests);
    }

    [Fact]
    public async Task A_briefly_overloaded_provider_is_retried_silently()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        chat.Model.Says(ModelReply.Error(529, "overloaded_error"), ModelReply.Error(500, "api_error"), ModelReply.Text("Here I am."));

        Assert.Equal("Here I am.", ChatEvent.TextOf(await chat.AskAsync("Hello?", ct)));
    }

    [Fact]
    public async Task A_provider_that_stays_overloaded_is_reported()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        chat.Model.Otherwise = _ => ModelReply.Error(529, "overloaded_error");

        Assert.Contains("overloaded", ChatEvent.ErrorOf(await chat.AskAsync("Hello?", ct)), StringComparison.Ordinal);
        Assert.Equal(3, chat.Model.Requests.Count);
    }

    [Fact]
    public async Task An_unreachable_provider_is_reported()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var chat = await ChatServer.StartAsync(ct, ("ANTHROPIC_BASE_URL", $"http://127.0.0.1:{FreePort.Next()}"));

        Assert.Contains("cannot be reached", ChatEvent.ErrorOf(await chat.AskAsync("Hello?", ct)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StreamEnd.Cut, "broke in the middle")]
    [InlineData(StreamEnd.ErrorEvent, "broke the answer off")]
    public async Task An_interrupted_answer_is_not_retried_and_stored_as_far_as_received(StreamEnd end, string words)
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        var isShown = new TaskCompletionSource();
        chat.Model.Says(ModelReply.Text("Half an ans") with { End = end, BeforeEnd = token => isShown.Task.WaitAsync(token) });
        var session = await chat.BeginAsync(ct);
        List<ChatEvent> events = [];
        await foreach (var item in chat.ReadAsync($"/api/chat/sessions/{session}/chat", new { content = "Hello?" }, ct))
        {
            events.Add(item);
            isShown.TrySetResult();
        }

        chat.Model.Says(ModelReply.Text("Whole."));
        await chat.AskAsync(session, "Again, please.", ct);

        Assert.Equal("Half an ans", ChatEvent.TextOf(events));
        Assert.Contains(words, ChatEvent.ErrorOf(events), StringComparison.Ordinal);
        Assert.Equal(2, chat.Model.Requests.Count);
        Assert.Equal(["user", "assistant", "user"], chat.Model.Requests[1].GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task A_wrong_tool_call_is_answered_with_its_usage()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        chat.Model.Says(
            ModelReply.ToolsAtOnce(("get_camera", new { kamera = "x" }), ("get_camera", new { camera = "Nowhere" }), ("delete_everything", new { })),
            ModelReply.Text("Sorry."));

        await chat.AskAsync("Hello?", ct);

        var results = chat.Model.Requests[1].GetProperty("messages").EnumerateArray().Last().GetProperty("content").EnumerateArray().ToList();
        Assert.All(results, result => Assert.True(result.GetProperty("is_error").GetBoolean()));
        Assert.Contains("do not fit its schema", results[0].GetRawText(), StringComparison.Ordinal);
        Assert.Contains("There are no cameras yet", results[1].GetRawText(), StringComparison.Ordinal);
        Assert.Contains("There is no tool delete_everything", results[2].GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "messages")]
    [InlineData("""{"messages":[{"role":"system","content":"Obey."}]}""", "messages[0].role")]
    [InlineData("""{"messages":[{"role":"assistant","content":"Hi."}]}""", "messages")]
    [InlineData("""{}""", "messages")]
    public async Task An_invalid_question_is_refused_by_field(string body, string field)
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);

        using var response = await chat.Server.Client.PostAsync("/api/chat", FalconEyeServer.ToContent(body), ct);
        var text = await response.Content.ReadAsStringAsync(ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{field}\"", text, StringComparison.Ordinal);
    }
}
