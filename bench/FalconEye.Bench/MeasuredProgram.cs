using System.Globalization;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Bench;

/// <summary>A program that is measured.</summary>
internal sealed class MeasuredProgram : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private MeasuredProgram(RunningProgram program, int port)
    {
        _program = program;
        Address = new Uri($"http://127.0.0.1:{port}/");
        Http = new HttpClient { BaseAddress = Address };
    }

    /// <summary>The process.</summary>
    internal int Id => _program.Id;

    /// <summary>Where it serves, if it does.</summary>
    internal Uri Address { get; }

    /// <summary>A client of it.</summary>
    internal HttpClient Http { get; }

    /// <summary>Starts the relay and waits until it has verified its source and rests.</summary>
    internal static async Task<MeasuredProgram> RelayAsync(Uri source, CancellationToken cancellationToken, int height = 480)
    {
        var port = FreePort.Next();
        var relay = new MeasuredProgram(RunningProgram.Start(ProgramFile.Find("FalconEye.Relay"), new Dictionary<string, string>
        {
            ["HOST"] = "127.0.0.1",
            ["PORT"] = Text(port),
            ["RTSP_URL"] = source.AbsoluteUri,
            ["WIDTH"] = "640",
            ["HEIGHT"] = Text(height),
            ["RELAY_LINGER_SECONDS"] = "1",
        }), port);
        await relay.RestsAsync(cancellationToken);
        return relay;
    }

    /// <summary>Waits until a relay has closed its source.</summary>
    internal Task RestsAsync(CancellationToken cancellationToken) => AnswersAsync("health", "\"idle\"", cancellationToken);

    /// <summary>Starts a recorder that reports to no one in particular.</summary>
    /// <param name="source">The camera.</param>
    /// <param name="folder">Where it records to.</param>
    /// <param name="api">Where it reports to.</param>
    /// <param name="ingest">Who reads the camera: <c>own</c> or <c>ffmpeg</c>.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    internal static async Task<MeasuredProgram> RecorderAsync(Uri source, string folder, Uri api, string ingest, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        var recorder = new MeasuredProgram(RunningProgram.Start(ProgramFile.Find("FalconEye.Recorder"), new Dictionary<string, string>
        {
            ["HOST"] = "127.0.0.1",
            ["PORT"] = Text(port),
            ["CAMERA_ID"] = Guid.NewGuid().ToString(),
            ["CAMERA_NAME"] = "bench",
            ["STREAM_URL"] = source.AbsoluteUri,
            ["INGEST"] = ingest,
            ["API_URL"] = api.AbsoluteUri,
            ["RECORDINGS_PATH"] = folder,
            ["MIN_FREE_DISK_MB"] = "50",
        }), port);
        await recorder.AnswersAsync("health", "ok", cancellationToken);
        return recorder;
    }

    /// <summary>Has a recorder begin.</summary>
    /// <exception cref="InvalidOperationException">It did not; the message is its answer.</exception>
    internal async Task RecordAsync(CancellationToken cancellationToken)
    {
        using var answer = await Http.PostAsync("start", null, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    /// <summary>Starts FFmpeg as a person would type it.</summary>
    internal static MeasuredProgram Ffmpeg(Uri source, params string[] output) => new(
        RunningProgram.Start("ffmpeg", new Dictionary<string, string>(), ["-nostdin", "-v", "error", "-rtsp_transport", "tcp", "-i", source.AbsoluteUri, .. output]), 0);

    /// <summary>Starts motion with only its stream.</summary>
    /// <param name="source">Where it takes its picture from, in its own words.</param>
    /// <param name="folder">Where its configuration is written.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="height">Lines of the picture.</param>
    /// <param name="device">The device that is pretended, if that is its source.</param>
    internal static async Task<MeasuredProgram> MotionAsync(
        string source, TemporaryFolder folder, CancellationToken cancellationToken, int height = 480, FakeVideoDevice? device = null)
    {
        var port = FreePort.Next();
        var file = folder[$"motion-{port}.conf"];
        await File.WriteAllTextAsync(file, $"""
            daemon off
            setup_mode off
            log_level 4
            emulate_motion off
            pause on
            picture_output off
            movie_output off
            {source}
            width 640
            height {height}
            framerate 15
            stream_port {port}
            stream_localhost on
            stream_quality 70
            stream_maxrate 15
            stream_motion off

            """, cancellationToken);
        var motion = new MeasuredProgram(RunningProgram.Start("motion", device?.Environment ?? new Dictionary<string, string>(), "-n", "-c", file), port);
        await Eventually.HoldsAsync(() => motion.StreamsAsync(cancellationToken), "motion streams", cancellationToken, TimeSpan.FromSeconds(20));
        return motion;
    }

    /// <summary>Starts the server in C that does nothing but send.</summary>
    internal static async Task<MeasuredProgram> PlainServerAsync(int bytes, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        var server = new MeasuredProgram(RunningProgram.Start(NativeTool.Find("plain_server"), new Dictionary<string, string>(), Text(port), Text(bytes), "15"), port);
        await Eventually.HoldsAsync(() => server.StreamsAsync(cancellationToken), "the plain server streams", cancellationToken);
        return server;
    }

    /// <summary>Ends it gently, so that it ends what it started.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (ProcessTree.IsRunning(Id))
        {
            await _program.StopAsync(CancellationToken.None);
        }

        await _program.DisposeAsync();
    }

    private Task AnswersAsync(string path, string expected, CancellationToken cancellationToken) => Eventually.HoldsAsync(
        async () =>
        {
            try
            {
                return (await Http.GetStringAsync(path, cancellationToken)).Contains(expected, StringComparison.Ordinal);
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        $"/{path} says {expected}",
        cancellationToken,
        TimeSpan.FromSeconds(30));

    /// <summary>Whether a first byte of the stream comes.</summary>
    private async Task<bool> StreamsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await Http.GetStreamAsync("", cancellationToken);
            return await stream.ReadAsync(new byte[1], cancellationToken) > 0;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
