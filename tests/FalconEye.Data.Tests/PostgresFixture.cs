using FalconEye.TestKit.Databases;

[assembly: AssemblyFixture(typeof(FalconEye.Data.Tests.PostgresFixture))]

namespace FalconEye.Data.Tests;

/// <summary>One PostgreSQL server for all tests; each has a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
