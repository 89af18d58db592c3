using System.Net;
using FalconEye.Orchestration;
using FalconEye.Processes;
using Microsoft.AspNetCore.Mvc;

namespace FalconEye.Api.Cameras.Live;

/// <summary>
/// One of a camera's streams for all who watch it through the API: one connection to the camera's workload, opened for the first viewer and
/// closed a moment after the last. A connection that falls silent is closed and made again, and it follows a workload whose address changes:
/// a node that loses power sends no end of connection.
/// </summary>
internal abstract partial class WorkloadStream : IAsyncDisposable
{
    /// <summary>Longer than a relay takes to give up a source, which is 10 s, so that its reason arrives.</summary>
    internal static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    /// <summary>A connection without a frame for this long is closed.</summary>
    internal static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Long enough for a page that is reloaded; the relay keeps its source for longer.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(2);

    private readonly WorkloadKey _key;
    private readonly StreamKind _kind;
    private readonly IWorkloadOrchestrator _orchestrator;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _viewersChanged = new(0);
    private Task _running = Task.CompletedTask;
    private TaskCompletionSource<string> _failure = NewFailure();

    private protected WorkloadStream(
        Guid cameraId, StreamKind kind, IWorkloadOrchestrator orchestrator, HttpClient http, TimeProvider time, ILogger logger) =>
        (_key, _kind, _orchestrator, _http, _time, _logger) = (new(cameraId, WorkloadComponent.Camera), kind, orchestrator, http, time, logger);

    /// <summary>Completes with the reason when the camera's workload cannot be read; a new attempt has a new task.</summary>
    internal Task<string> Failure => Volatile.Read(ref _failure).Task;

    /// <summary>Whether it is watched now.</summary>
    internal bool HasViewers => Viewers > 0;

    /// <summary>The stream's path at the workload.</summary>
    private protected abstract string Path { get; }

    /// <summary>Viewers at present.</summary>
    private protected abstract int Viewers { get; }

    /// <summary>How much has been delivered since the server started: it grows while the connection works.</summary>
    private protected abstract long Published { get; }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        Close();
        _viewersChanged.Dispose();
        _ending.Dispose();
    }

    /// <summary>Begins to serve viewers; the last thing that a constructor does.</summary>
    private protected void Begin() => _running = RunAsync(_ending.Token);

    /// <summary>Is to be called when a viewer has come or gone.</summary>
    private protected void CountViewers() => _viewersChanged.Release();

    /// <summary>Reads an answer that is a stream, to its end.</summary>
    /// <param name="body">The stream.</param>
    /// <param name="response">Its head.</param>
    /// <param name="stall">Is to be restarted with each frame.</param>
    /// <returns>Why it ended, for users.</returns>
    private protected abstract Task<string> ReadAsync(Stream body, HttpResponseMessage response, Deadline stall);

    /// <summary>Notes that the workload has answered with an error.</summary>
    private protected virtual void OnRefused(HttpStatusCode status)
    {
    }

    /// <summary>Notes that the last viewer has left.</summary>
    private protected virtual void OnIdle()
    {
    }

    /// <summary>Gives back what is kept for viewers.</summary>
    private protected virtual void Close()
    {
    }

    private async Task RunAsync(CancellationToken ending)
    {
        try
        {
            while (true)
            {
                await _viewersChanged.WaitAsync(ending);
                if (Viewers > 0)
                {
                    await ServeViewersAsync(ending);
                }
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The server stops, or the camera is deleted.
        }
    }

    /// <summary>Reads the camera for as long as there are viewers.</summary>
    private async Task ServeViewersAsync(CancellationToken ending)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(ending);
        var reading = ReadAgainAndAgainAsync(idle.Token);
        while (Viewers > 0)
        {
            await WaitUntilIdleAsync(ending);
        }

        await idle.CancelAsync();
        await reading;
        OnIdle();
    }

    /// <summary>Returns once there was no viewer for the whole idle timeout, or none is left when it is over.</summary>
    private async Task WaitUntilIdleAsync(CancellationToken ending)
    {
        while (Viewers > 0)
        {
            await _viewersChanged.WaitAsync(ending);
        }

        await Task.Delay(IdleTimeout, _time, ending);
    }

    private async Task ReadAgainAndAgainAsync(CancellationToken idle)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3));
        while (!idle.IsCancellationRequested)
        {
            try
            {
                var before = Published;
                var address = _orchestrator.Find(_key)?.Address;
                var reason = await ReadWhileAtAsync(address, idle);
                if (Published > before)
                {
                    backoff.Reset();
                }

                LogInterrupted(_key.CameraId, reason);
                Interlocked.Exchange(ref _failure, NewFailure()).TrySetResult(reason);
                await WaitForNextAttemptAsync(address, backoff.Next(), idle);
            }
            catch (OperationCanceledException) when (idle.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Reads one connection until it ends, or until the workload is somewhere else.</summary>
    /// <returns>Why it ended, for users.</returns>
    private async Task<string> ReadWhileAtAsync(Uri? address, CancellationToken idle)
    {
        if (address is null)
        {
            return "The camera is not running.";
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(idle);
        var reading = ReadOnceAsync(address, ended.Token);
        var moved = _orchestrator.WaitForAsync(_key, workload => workload?.Address != address, ended.Token);
        var isMoved = await Task.WhenAny(reading, moved) == moved;
        await ended.CancelAsync();
        await Task.WhenAll(reading, moved).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        idle.ThrowIfCancellationRequested();
        return isMoved ? "The camera's workload has moved." : await reading;
    }

    private async Task<string> ReadOnceAsync(Uri address, CancellationToken cancellationToken)
    {
        var timeout = AnswerTimeout;
        using var answer = Deadline.After(AnswerTimeout, _time, cancellationToken);
        try
        {
            using var response = await _http.GetAsync(new Uri(address, StreamKinds.PathOf(Path, _kind)), HttpCompletionOption.ResponseHeadersRead, answer.Token);
            if (!response.IsSuccessStatusCode)
            {
                OnRefused(response.StatusCode);
                var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>(answer.Token);
                return problem?.Detail ?? $"The camera's workload answered {(int)response.StatusCode}.";
            }

            timeout = StallTimeout;
            using var stall = Deadline.After(StallTimeout, _time, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(stall.Token);
            return await ReadAsync(body, response, stall);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The camera's workload sent nothing for {timeout.TotalSeconds:0} seconds.";
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or System.Text.Json.JsonException or NotSupportedException)
        {
            return "The camera's workload does not answer.";
        }
    }

    /// <summary>A workload that appears somewhere else meanwhile is read at once.</summary>
    private async Task WaitForNextAttemptAsync(Uri? address, TimeSpan pause, CancellationToken idle)
    {
        using var deadline = Deadline.After(pause, _time, idle);
        await ((Task)_orchestrator.WaitForAsync(_key, workload => workload?.Address is { } other && other != address, deadline.Token))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        idle.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource<string> NewFailure() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Debug, "The stream of camera {CameraId} was interrupted: {Reason}")]
    private partial void LogInterrupted(Guid cameraId, string reason);
}
