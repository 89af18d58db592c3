using System.Text.Json;
using FalconEye.TestKit;

namespace FalconEye.Chat.Tests;

/// <summary>
/// One server for the tests of a class, which is as if no one had used it whenever a test begins: starting one takes longer than most
/// tests.
/// </summary>
public sealed class ChatFixture : IAsyncLifetime
{
    private ChatServer _chat = null!;
    private IReadOnlyList<string> _readingTools = [];

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _chat = await ChatServer.StartAsync(ct);
        var chatbot = (await _chat.Server.GetAsync("/api/settings", ct)).GetProperty("chatbot");
        _readingTools = [.. chatbot.GetProperty("enabled_tools").EnumerateArray().Select(name => name.GetString()!)];
    }

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    /// <summary>The server without cameras and open proposals, with a model that has forgotten what an earlier test wrote.</summary>
    /// <param name="ct">Ends it.</param>
    /// <param name="tools">The tools that are on; none for the reading ones.</param>
    internal async Task<ChatServer> FreshAsync(CancellationToken ct, params string[] tools)
    {
        _chat.Model.Forget();
        await _chat.Server.SendAsync(HttpMethod.Patch, "/api/settings", new { chatbot_tools = tools.Length > 0 ? tools : _readingTools }, ct);
        foreach (var proposal in (await _chat.Server.GetAsync("/api/chat/proposals", ct)).GetProperty("proposals").EnumerateArray())
        {
            await _chat.AnswerProposalAsync(proposal.GetProperty("id").GetString()!, false, ct);
        }

        await _chat.Server.SendAsync(HttpMethod.Delete, "/api/settings/cameras/all", null, ct);
        await Eventually.HoldsAsync(async () => CountOf(await _chat.Server.GetAsync("/api/cameras", ct)) == 0, "the cameras of an earlier test are gone", ct);
        return _chat;
    }

    private static int CountOf(JsonElement list) => list.GetProperty("total").GetInt32();
}
