using FalconEye.TestKit.Databases;

namespace FalconEye.TestKit.Tests;

public sealed class PostgresServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_caller_gets_its_own_database()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(Cancellation);
        string first = await server.CreateDatabaseAsync(Cancellation);
        string second = await server.CreateDatabaseAsync(Cancellation);

        await Tool.OutputOfAsync("psql", [first, "-c", "CREATE TABLE cameras (id int)"], Cancellation);
        ToolResult other = await Tool.RunAsync("psql", [second, "-c", "SELECT * FROM cameras"], Cancellation);

        Assert.Contains("does not exist", other.Error, StringComparison.Ordinal);
    }
}
