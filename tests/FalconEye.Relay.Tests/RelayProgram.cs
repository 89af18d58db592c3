using System.Net.Http.Json;
using System.Runtime.InteropServices;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Processes;
using FalconEye.TestKit;

namespace FalconEye.Relay.Tests;

/// <summary>The built relay, running as a process of its own.</summary>
internal sealed class RelayProgram : IAsyncDisposable
{
    private static readonly string Folder = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory + ".")!);

    private readonly ChildProcess _process;

    private RelayProgram(ChildProcess process, int port)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };
    }

    internal static string FileName { get; } =
        Path.Combine(RepositoryFolder.Root, "artifacts", "bin", "FalconEye.Relay", $"{Folder}_{RuntimeInformation.RuntimeIdentifier}", "FalconEye.Relay");

    internal HttpClient Http { get; }

    internal static async Task<RelayProgram> StartAsync(string source, int width = 320, int height = 240)
    {
        var port = FreePort.Next();
        var process = await ChildProcess.StartAsync(new ProcessSpec(FileName)
        {
            Environment = new Dictionary<string, string?>
            {
                [EnvironmentVariables.Host] = "127.0.0.1",
                [EnvironmentVariables.Port] = $"{port}",
                [EnvironmentVariables.RtspUrl] = source,
                [EnvironmentVariables.Width] = $"{width}",
                [EnvironmentVariables.Height] = $"{height}",
                [EnvironmentVariables.RelayLingerSeconds] = "1",
                [EnvironmentVariables.CameraLabel] = "Door",
            },
        });
        return new RelayProgram(process, port);
    }

    /// <summary>Waits until the relay says of itself what is expected.</summary>
    internal Task<RelayHealth?> UntilAsync(Func<RelayHealth, bool> isExpected, string expectation, double seconds = 20) => Eventually.ReturnsAsync(
        HealthAsync,
        health => health is not null && isExpected(health),
        expectation,
        TestContext.Current.CancellationToken,
        TimeSpan.FromSeconds(seconds));

    internal Task<ProcessExit> StopAsync(TimeSpan grace) => _process.StopAsync(PosixSignal.SIGTERM, grace, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StopAsync(TimeSpan.FromSeconds(5));
        await _process.DisposeAsync();
    }

    private async Task<RelayHealth?> HealthAsync()
    {
        try
        {
            return await Http.GetFromJsonAsync("/health", WireJson.Default.RelayHealth, TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
