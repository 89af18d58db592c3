using System.Globalization;
using FalconEye.TestKit;

namespace FalconEye.Deploy.Tests.Images;

/// <summary>The images' own health check, which takes the place of curl.</summary>
public sealed class HealthCheckTests
{
    private static readonly string Script = Path.Combine(RepositoryFolder.Root, "deploy", "docker", "healthy.sh");

    [Fact]
    public async Task Passes_when_the_address_answers_and_fails_for_any_other_or_none()
    {
        await using var server = new OneAddressServer("/health");

        Assert.Equal(0, await CheckAsync(server.Port, "/health"));
        Assert.NotEqual(0, await CheckAsync(server.Port, "/other"));
        Assert.Equal(0, await CheckAsync(server.Port));
        Assert.NotEqual(0, await CheckAsync(FreePort.Next(), "/health"));
        Assert.NotEqual(0, await CheckAsync(FreePort.Next()));
    }

    private static async Task<int> CheckAsync(int port, params string[] path) =>
        (await Tool.RunAsync("bash", [Script, port.ToString(CultureInfo.InvariantCulture), .. path], TestContext.Current.CancellationToken)).ExitCode;
}
