using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

/// <summary>A server for tests that change nothing in it.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    public FalconEyeServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await FalconEyeServer.StartAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
