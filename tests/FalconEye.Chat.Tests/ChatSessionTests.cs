using System.Net;
using FalconEye.TestKit.Assistant;

namespace FalconEye.Chat.Tests;

public sealed class ChatSessionTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task A_session_takes_its_name_from_the_first_question_and_keeps_the_one_it_is_given()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        var session = await chat.BeginAsync(ct);

        await chat.AskAsync(session, "Why is the Front Door camera not recording since yesterday evening at about eight?", ct);
        var named = await chat.ConversationAsync(session, ct);
        await chat.Server.SendAsync(HttpMethod.Patch, $"/api/chat/sessions/{session}", new { name = "Door" }, ct);
        await chat.AskAsync(session, "And now?", ct);
        var list = await chat.Server.GetAsync("/api/chat/sessions", ct);

        Assert.Equal("Why is the Front Door camera not recording since yesterday…", named.GetProperty("name").GetString());
        var listed = Assert.Single(list.GetProperty("sessions").EnumerateArray(), item => item.GetProperty("id").GetString() == session);
        Assert.Equal(("Door", 4), (listed.GetProperty("name").GetString(), listed.GetProperty("message_count").GetInt32()));
    }

    [Fact]
    public async Task The_whole_conversation_with_its_tools_is_there_after_a_restart_and_the_model_is_shown_it()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        var session = await chat.BeginAsync(ct);
        chat.Model.Says(ModelReply.Tool("list_nodes") with { Thinking = "Hm." }, ModelReply.Text("One machine."));
        await chat.AskAsync(session, "What runs?", ct);

        await chat.Server.Program.StopAsync(ct);
        await chat.Server.StartAgainAsync(ct);
        await chat.AskAsync(session, "Sure?", ct);
        var messages = (await chat.ConversationAsync(session, ct)).GetProperty("messages");

        Assert.Equal(["user", "assistant", "user", "assistant"], messages.EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("One machine.", messages[1].GetProperty("content").GetString());
        Assert.Equal("list_nodes", messages[1].GetProperty("activities")[0].GetProperty("tool").GetString());
        var shown = chat.Model.Requests[^1].GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], shown.Select(message => message.GetProperty("role").GetString()));
        Assert.Contains("tool_result", shown[2].GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Hm.", shown[1].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_conversation_is_stored_whole_and_the_model_gets_its_end()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        var session = await chat.BeginAsync(ct);
        var paragraph = new string('x', 30_000);
        for (var i = 0; i < 8; i++)
        {
            await chat.AskAsync(session, $"Question {i}: {paragraph}", ct);
        }

        var shown = chat.Model.Requests[^1].GetProperty("messages").EnumerateArray().ToList();
        var text = chat.Model.Requests[^1].GetRawText();

        Assert.Equal("user", shown[0].GetProperty("role").GetString());
        Assert.DoesNotContain("Question 0", text, StringComparison.Ordinal);
        Assert.Contains("Question 7", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 100_000, 200_000);
        Assert.Equal(16, (await chat.ConversationAsync(session, ct)).GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task An_unanswered_question_is_retried_without_being_stored_twice()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        var session = await chat.BeginAsync(ct);
        chat.Model.Says(ModelReply.Error(400, "invalid_request_error"), ModelReply.Text("Yes."));

        ChatEvent.ErrorOf(await chat.AskAsync(session, "Well?", ct));
        await chat.AskAsync(session, "Well?", ct);

        Assert.Equal(2, (await chat.ConversationAsync(session, ct)).GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task A_deleted_session_is_gone()
    {
        var ct = TestContext.Current.CancellationToken;
        var chat = await fixture.FreshAsync(ct);
        var session = await chat.BeginAsync(ct);
        await chat.AskAsync(session, "Hello?", ct);

        await chat.Server.SendAsync(HttpMethod.Delete, $"/api/chat/sessions/{session}", null, ct);

        using var response = await chat.Server.Client.GetAsync($"/api/chat/sessions/{session}", ct);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
