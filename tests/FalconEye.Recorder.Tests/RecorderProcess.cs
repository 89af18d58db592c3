using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;
using FalconEye.TestKit;

namespace FalconEye.Recorder.Tests;

/// <summary>The real recorder, running as a process of its own.</summary>
public sealed class RecorderProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly HttpClient _http;

    private RecorderProcess(Process process, int port)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a recorder.</summary>
    /// <param name="variables">Its environment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<RecorderProcess> StartAsync(Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        var recorder = Launch(new(variables) { [EnvironmentVariables.Port] = port.ToString(CultureInfo.InvariantCulture) }, port);
        await Eventually.HoldsAsync(recorder.AnswersAsync, "the recorder listens", cancellationToken);
        return recorder;
    }

    /// <summary>Runs a recorder that ends by itself.</summary>
    /// <returns>Its exit code, and what it wrote to standard error.</returns>
    public static async Task<(int Code, string Errors)> RunAsync(Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        await using var recorder = Launch(variables, 0);
        await recorder._process.WaitForExitAsync(cancellationToken);
        return (recorder._process.ExitCode, await recorder._errors);
    }

    public async Task<(HttpStatusCode Code, RecorderReply Reply)> PostAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(path, null, cancellationToken);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync(WireJson.Default.RecorderReply, cancellationToken))!);
    }

    /// <summary>Has it record on events, which must work.</summary>
    public async Task<RecorderStatus> RecordOnEventsAsync(EventRecording events, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(EventRecording.Path, events, WireJson.Default.EventRecording, cancellationToken);
        var reply = (await response.Content.ReadFromJsonAsync(WireJson.Default.RecorderReply, cancellationToken))!;
        Assert.True(response.StatusCode == HttpStatusCode.OK && reply.Success, reply.Message);
        return reply.Recording!;
    }

    /// <summary>Waits until it is in a state.</summary>
    public Task<RecorderStatus> UntilAsync(RecorderState state, CancellationToken cancellationToken) => Eventually.ReturnsAsync(
        () => StatusAsync(cancellationToken), status => status.Status == state, $"the recorder is {state}", cancellationToken, TimeSpan.FromSeconds(60));

    /// <summary>Starts a recording, which must work.</summary>
    public async Task<RecorderStatus> StartRecordingAsync(CancellationToken cancellationToken)
    {
        var (code, reply) = await PostAsync("/start", cancellationToken);
        Assert.True(code == HttpStatusCode.OK && reply.Success, reply.Message);
        return reply.Recording!;
    }

    /// <summary>Stops the recording, which must work.</summary>
    public async Task StopRecordingAsync(CancellationToken cancellationToken)
    {
        var (code, reply) = await PostAsync("/stop", cancellationToken);
        Assert.True(code == HttpStatusCode.OK && reply.Success, reply.Message);
    }

    public async Task<RecorderStatus> StatusAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync("/status", WireJson.Default.RecorderStatus, cancellationToken))!;

    public Task<string> GetAsync(string path, CancellationToken cancellationToken) => _http.GetStringAsync(path, cancellationToken);

    /// <summary>The FFmpeg that it runs.</summary>
    public int FfmpegId => int.Parse(
        File.ReadAllText($"/proc/{Id}/task/{SpawnThreadOf(Id)}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)[0],
        CultureInfo.InvariantCulture);

    /// <summary>Ends it as the orchestrator does.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> TerminateAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await Tool.OutputOfAsync("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Ends it as the kernel does when memory runs out.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(await _output + await _errors);
        _http.Dispose();
        _process.Dispose();
    }

    private static RecorderProcess Launch(Dictionary<string, string> variables, int port)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "FalconEye.Recorder"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return new RecorderProcess(Process.Start(start)!, port);
    }

    private static string SpawnThreadOf(int process) => Directory.EnumerateDirectories($"/proc/{process}/task")
        .Select(Path.GetFileName)
        .First(thread => File.ReadAllText($"/proc/{process}/task/{thread}/children").Trim().Length > 0)!;

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await _http.GetStringAsync("/healthz/live")).Length > 0;
        }
        catch (HttpRequestException)
        {
            return _process.HasExited ? throw new InvalidOperationException($"The recorder ended: {await _errors}") : false;
        }
    }
}
