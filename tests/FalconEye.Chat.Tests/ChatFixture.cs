namespace FalconEye.Chat.Tests;

/// <summary>One server for the tests of a class that leave nothing behind which another would see.</summary>
public sealed class ChatFixture : IAsyncLifetime
{
    private ChatServer _chat = null!;

    public async ValueTask InitializeAsync() => _chat = await ChatServer.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    /// <summary>The server, with a model that has forgotten what an earlier test wrote.</summary>
    internal ChatServer Fresh()
    {
        _chat.Model.Forget();
        return _chat;
    }
}
