using System.Diagnostics;
using System.Text.Json;

namespace FalconEye.TestKit.Cameras;

/// <summary>
/// A camera of <c>tools/simulated-cameras</c> that runs as a process of its own and is told over its standard input what to do.
/// </summary>
public sealed class SimulatedCamera : IAsyncDisposable
{
    /// <summary>Generous: the first camera of its kind on a machine has its footage encoded before it is ready.</summary>
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan AnswerDeadline = Eventually.DefaultDeadline;
    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "tools", "simulated-cameras");

    private readonly Process process;
    private readonly Task<string> errors;
    private readonly SemaphoreSlim conversation = new(1);
    private readonly string userInfo;
    private IReadOnlyList<Uri> urls = [];

    private SimulatedCamera(CameraOptions options)
    {
        process = Process.Start(StartInfo(options))!;
        errors = process.StandardError.ReadToEndAsync();
        userInfo = options.User is null ? "" : $"{Uri.EscapeDataString(options.User)}:{Uri.EscapeDataString(options.Password)}@";
    }

    /// <summary>The process, which a test may stop by a signal.</summary>
    public int ProcessId => process.Id;

    /// <summary>The stream, without credentials; of the first camera if there are several.</summary>
    public Uri Url => urls[0];

    /// <summary>The streams of all cameras of this process, without credentials.</summary>
    public IReadOnlyList<Uri> Urls => urls;

    /// <summary>The stream with the right user and password, percent-encoded.</summary>
    public Uri UrlWithCredentials => new($"{Url.Scheme}://{userInfo}{Url.Authority}{Url.PathAndQuery}");

    /// <summary>Starts a camera and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">The camera ended; the message has its standard error.</exception>
    public static async Task<SimulatedCamera> StartAsync(CameraOptions options, CancellationToken cancellationToken)
    {
        SimulatedCamera camera = new(options);
        try
        {
            using JsonDocument ready = await camera.ReadEventAsync("ready", StartDeadline, cancellationToken);
            camera.urls = [.. ready.RootElement.GetProperty("urls").EnumerateArray().Select(url => new Uri(url.GetString()!))];
            return camera;
        }
        catch
        {
            await camera.DisposeAsync();
            throw;
        }
    }

    /// <summary>One loop of the video that an RTSP camera with these options sends, as Annex B; nothing else is ever sent.</summary>
    public static async Task<byte[]> ReferenceAsync(RtspCameraOptions options, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = new();
        string file = folder["reference"];
        string program = Path.Combine(Folder, options.Program);
        await Tool.OutputOfAsync("/usr/bin/python3", [program, .. options.Arguments(), "--dump-reference", file], cancellationToken);
        return await File.ReadAllBytesAsync(file, cancellationToken);
    }

    /// <summary>Sends nothing more; connections stay open.</summary>
    public Task FreezeAsync(CancellationToken cancellationToken) => TellAsync("freeze", cancellationToken);

    /// <summary>Sends again after <see cref="FreezeAsync"/>.</summary>
    public Task ThawAsync(CancellationToken cancellationToken) => TellAsync("thaw", cancellationToken);

    /// <summary>Closes all connections and refuses new ones.</summary>
    public Task DropAsync(CancellationToken cancellationToken) => TellAsync("drop", cancellationToken);

    /// <summary>Listens again on the same port after <see cref="DropAsync"/>.</summary>
    public Task ReturnAsync(CancellationToken cancellationToken) => TellAsync("return", cancellationToken);

    /// <summary>Changes what viewers of an HTTP camera get from the next frame on.</summary>
    public Task BehaveAsync(MjpegBehaviour behaviour, CancellationToken cancellationToken) =>
        TellAsync(MjpegCameraOptions.NameOf(behaviour), cancellationToken);

    /// <summary>Who is connected at this moment.</summary>
    public async Task<CameraStats> StatsAsync(CancellationToken cancellationToken)
    {
        using JsonDocument stats = await AskAsync("stats", "stats", cancellationToken);
        return stats.RootElement.Deserialize<CameraStats>()!;
    }

    /// <summary>Ends the camera: its standard input ends, and with it the process; if not within 5 s, it is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        await errors;
        process.Dispose();
        conversation.Dispose();
    }

    private static ProcessStartInfo StartInfo(CameraOptions options)
    {
        string[] own = ["/usr/bin/python3", Path.Combine(Folder, options.Program), .. options.Arguments()];
        IReadOnlyList<string> command = options.Network?.CommandOf(own[0], own[1..]) ?? own;
        return new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private async Task TellAsync(string command, CancellationToken cancellationToken)
    {
        using JsonDocument done = await AskAsync(command, "done", cancellationToken);
    }

    private async Task<JsonDocument> AskAsync(string command, string expectedEvent, CancellationToken cancellationToken)
    {
        await conversation.WaitAsync(cancellationToken);
        try
        {
            await process.StandardInput.WriteLineAsync(command.AsMemory(), cancellationToken);
            await process.StandardInput.FlushAsync(cancellationToken);
            return await ReadEventAsync(expectedEvent, AnswerDeadline, cancellationToken);
        }
        finally
        {
            conversation.Release();
        }
    }

    private async Task<JsonDocument> ReadEventAsync(string expected, TimeSpan deadline, CancellationToken cancellationToken)
    {
        string? line = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(deadline, cancellationToken)
            ?? throw new InvalidOperationException($"The simulated camera ended: {await errors.WaitAsync(deadline, cancellationToken)}");
        JsonDocument answer = JsonDocument.Parse(line);
        if (answer.RootElement.GetProperty("event").GetString() == expected)
            return answer;
        answer.Dispose();
        throw new InvalidOperationException($"The simulated camera answered {line} where {expected} was expected.");
    }
}
