using FalconEye.Orchestration;
using FalconEye.Processes;
using FalconEye.Streaming;
using Microsoft.AspNetCore.Mvc;

namespace FalconEye.Api.Cameras.Live;

/// <summary>
/// One camera's pictures for all who watch it through the API: one connection to the camera's workload, opened for the first viewer and
/// closed a moment after the last.
/// </summary>
internal sealed partial class CameraStream : IAsyncDisposable
{
    /// <summary>Long enough for a page that is reloaded; the relay lingers longer.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly Guid _cameraId;
    private readonly IWorkloadOrchestrator _orchestrator;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FramePool _pool = new();
    private readonly FrameBroadcaster _broadcaster;
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _viewersChanged = new(0);
    private readonly Task _running;
    private TaskCompletionSource<string> _failure = NewFailure();

    internal CameraStream(
        Guid cameraId, TimeSpan viewerStall, IWorkloadOrchestrator orchestrator, HttpClient http, TimeProvider time, ILogger logger)
    {
        (_cameraId, _orchestrator, _http, _time, _logger) = (cameraId, orchestrator, http, time, logger);
        _broadcaster = new FrameBroadcaster(time) { StallLimit = viewerStall };
        _broadcaster.ViewersChanged += (_, _) => _viewersChanged.Release();
        _running = RunAsync(_ending.Token);
    }

    /// <summary>Completes with the reason when the camera's workload cannot be read; a new attempt has a new task.</summary>
    internal Task<string> Failure => Volatile.Read(ref _failure).Task;

    /// <summary>Adds a viewer; it gets the newest frame at once if it is from the last second.</summary>
    internal FrameSubscription Subscribe() => _broadcaster.Subscribe(TimeSpan.FromSeconds(1));

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        _broadcaster.Dispose();
        _viewersChanged.Dispose();
        _ending.Dispose();
    }

    private async Task RunAsync(CancellationToken ending)
    {
        try
        {
            while (true)
            {
                await _viewersChanged.WaitAsync(ending);
                if (_broadcaster.Viewers > 0)
                {
                    await ServeViewersAsync(ending);
                }
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>Reads the camera for as long as somebody watches.</summary>
    private async Task ServeViewersAsync(CancellationToken ending)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(ending);
        var reading = ReadAgainAndAgainAsync(idle.Token);
        while (_broadcaster.Viewers > 0)
        {
            await WaitUntilNobodyWatchesAsync(ending);
        }

        await idle.CancelAsync();
        await reading;
    }

    /// <summary>Returns once there was no viewer for the whole linger, or nobody is left when it is over.</summary>
    private async Task WaitUntilNobodyWatchesAsync(CancellationToken ending)
    {
        while (_broadcaster.Viewers > 0)
        {
            await _viewersChanged.WaitAsync(ending);
        }

        await Task.Delay(Linger, _time, ending);
    }

    private async Task ReadAgainAndAgainAsync(CancellationToken idle)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3));
        while (!idle.IsCancellationRequested)
        {
            try
            {
                var before = _broadcaster.Published;
                var reason = await ReadOnceAsync(idle);
                if (_broadcaster.Published > before)
                {
                    backoff.Reset();
                }

                LogInterrupted(_cameraId, reason);
                Interlocked.Exchange(ref _failure, NewFailure()).TrySetResult(reason);
                await Task.Delay(backoff.Next(), _time, idle);
            }
            catch (OperationCanceledException) when (idle.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Reads one connection to its end.</summary>
    /// <returns>Why it ended, in words.</returns>
    private async Task<string> ReadOnceAsync(CancellationToken idle)
    {
        if (_orchestrator.Find(new(_cameraId, WorkloadComponent.Camera)) is not { Phase: WorkloadPhase.Running, Address: { } address })
        {
            return "The camera is not running.";
        }

        try
        {
            using var response = await _http.GetAsync(new Uri(address, "stream"), HttpCompletionOption.ResponseHeadersRead, idle);
            if (!response.IsSuccessStatusCode)
            {
                var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>(idle);
                return problem?.Detail ?? $"The camera's workload answered {(int)response.StatusCode}.";
            }

            await using var body = await response.Content.ReadAsStreamAsync(idle);
            await FrameStreamReader.ReadAsync(body, _pool, _time, _broadcaster.Publish, idle);
            return "The camera's picture ended.";
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Text.Json.JsonException or NotSupportedException)
        {
            return "The camera's workload does not answer.";
        }
    }

    private static TaskCompletionSource<string> NewFailure() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Debug, "The stream of camera {CameraId} was interrupted: {Reason}")]
    private partial void LogInterrupted(Guid cameraId, string reason);
}
