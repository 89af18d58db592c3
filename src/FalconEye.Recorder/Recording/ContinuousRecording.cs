using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Media.Copy;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;

namespace FalconEye.Recorder.Recording;

/// <summary>
/// A recording from its start until it is stopped, whatever the camera does in between. Until the first fragment is on disk it fails at
/// once, so that the caller learns why; from then on it comes back.
/// </summary>
internal sealed partial class ContinuousRecording(
    RecorderSettings settings,
    SourceResolver resolver,
    IngestChoice choice,
    CopyHub copies,
    SegmentWriter writer,
    Func<RecordingAttempt> newAttempt,
    RecorderMetrics metrics,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ContinuousRecording> logger) : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(15);

    /// <summary>Also the end of the program: a start that still waits must not hold it up.</summary>
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);

    private readonly TaskCompletionSource<string?> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SourceBackoff _backoff = new();
    private Task _running = Task.CompletedTask;

    /// <summary>The file that is written now, or was written last.</summary>
    internal RecordingOpened? Current => writer.Current;

    /// <summary>Whether a file is being written.</summary>
    internal bool IsWriting => writer.IsWriting;

    /// <summary>What it waits for, or why it has ended; <see langword="null"/> while it writes.</summary>
    internal string? Error { get; private set; }

    /// <summary>True until it is stopped, or cannot go on.</summary>
    internal bool IsRunning => !_running.IsCompleted;

    /// <summary>Starts recording.</summary>
    /// <returns><see langword="null"/> once the first fragment is on disk, or held for an event; or why there is none.</returns>
    internal async Task<string?> StartAsync()
    {
        _running = RunAsync();
        try
        {
            return await _started.Task.WaitAsync(StartDeadline, time);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
            await _running;
            return Error ?? $"The camera sent no picture within {StartDeadline.TotalSeconds:0} seconds.";
        }
    }

    /// <summary>Ends the writing.</summary>
    /// <returns>A task, to be awaited, whose own task completes when the last file is final.</returns>
    internal async Task<Task> StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        return writer.Finished;
    }

    /// <summary>Stops what still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        writer.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            // HTTP cameras take several connections, and what FFmpeg reads comes a second late: their relays open them as well.
            if (choice.Kind == IngestKind.Own && (settings.Source.IsRtsp || settings.Source.IsOnvif))
            {
                copies.Begin();
            }

            while (await RunOnceAsync() is { Outcome: AttemptOutcome.SourceLost } end && _started.Task is { IsCompletedSuccessfully: true, Result: null })
            {
                metrics.Reconnected();
                await Task.Delay(_backoff.Next(end.Cause), time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Error = null;
        }
        catch (Exception e)
        {
            LogFailed(e);
            Error = $"{RecordingErrors.RecorderLost}failed: {e.Message}";
        }
        finally
        {
            copies.End();
            _started.TrySetResult(Error ?? "The recording was stopped before it began.");
        }
    }

    private async Task<AttemptEnd> RunOnceAsync()
    {
        var attempt = newAttempt();
        var end = await attempt.RunAsync(OnFragment, OnWaiting, _stop.Token);
        resolver.Forget();
        if (attempt.HasRecorded)
        {
            _backoff.Reset();
        }

        Error = end.Reason;
        if (end.Reason is not null)
        {
            LogInterrupted(settings.CameraName, end.Reason);
        }

        return end;
    }

    private void OnFragment()
    {
        Error = null;
        _started.TrySetResult(null);
    }

    /// <summary>The camera works: the recording counts as started, and its status says for what it waits.</summary>
    private void OnWaiting(string reason)
    {
        Error = reason;
        _started.TrySetResult(null);
    }

    [LoggerMessage(LogLevel.Warning, "Recording of {CameraName} is interrupted: {Reason}")]
    private partial void LogInterrupted(string cameraName, string reason);

    [LoggerMessage(LogLevel.Error, "Recording failed")]
    private partial void LogFailed(Exception exception);
}
