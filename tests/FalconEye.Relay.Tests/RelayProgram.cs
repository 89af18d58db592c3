using System.Globalization;
using System.Net.Http.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Relay.Tests;

/// <summary>The built relay, running as a process of its own, with a picture of 320x240 and a linger of one second.</summary>
internal sealed class RelayProgram : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private RelayProgram(RunningProgram program, int port)
    {
        _program = program;
        Port = port;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };
    }

    internal int Port { get; }

    internal int ProcessId => _program.Id;

    internal HttpClient Http { get; }

    /// <summary>Everything it wrote so far.</summary>
    internal string Output => _program.Output;

    /// <summary>The FFmpeg processes that it runs.</summary>
    internal IReadOnlyList<int> Ffmpegs => [.. ProcessTree.DescendantsOf(ProcessId).Where(id => ProcessTree.NameOf(id) == "ffmpeg")];

    /// <summary>Starts it and waits until it listens.</summary>
    internal static async Task<RelayProgram> StartAsync(Uri source, params (string Name, string Value)[] settings)
    {
        var port = FreePort.Next();
        var environment = new Dictionary<string, string>
        {
            [EnvironmentVariables.Host] = "127.0.0.1",
            [EnvironmentVariables.Port] = port.ToString(CultureInfo.InvariantCulture),
            [EnvironmentVariables.RtspUrl] = source.OriginalString,
            [EnvironmentVariables.Width] = "320",
            [EnvironmentVariables.Height] = "240",
            [EnvironmentVariables.RelayIdleTimeoutSeconds] = "1",
            [EnvironmentVariables.CameraLabel] = "Door",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var relay = new RelayProgram(RunningProgram.Start(ProgramFile.Find("FalconEye.Relay"), environment), port);
        await relay.UntilAsync(_ => true, "the relay listens");
        return relay;
    }

    /// <summary>Waits until the relay says of itself what is expected.</summary>
    internal async Task<RelayHealth> UntilAsync(Func<RelayHealth, bool> isExpected, string expectation, double seconds = 20)
    {
        try
        {
            return (await Eventually.ReturnsAsync(
                HealthAsync,
                health => health is not null && isExpected(health),
                expectation,
                TestContext.Current.CancellationToken,
                TimeSpan.FromSeconds(seconds)))!;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} The relay wrote:\n{_program.Output}", e);
        }
    }

    /// <summary>Waits until the source is known to work, whether it is still open or closed again.</summary>
    internal Task<RelayHealth> UntilVerifiedAsync() =>
        UntilAsync(health => health.Status is RelayStatus.Running or RelayStatus.Idle, "the source works");

    /// <summary>Waits until no one watches and the source is closed.</summary>
    internal Task<RelayHealth> UntilIdleAsync() => UntilAsync(health => health.Status == RelayStatus.Idle, "the source is closed in good health");

    internal Task<RelayHealth> UntilFailedAsync(double seconds = 20) => UntilAsync(health => health.Status == RelayStatus.Error, "the failure shows", seconds);

    /// <summary>Asks it to end.</summary>
    /// <returns>Its exit code.</returns>
    internal Task<int> StopAsync() => _program.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _program.DisposeAsync();
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
