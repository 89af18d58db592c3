using FalconEye.Contracts.Recordings;
using FalconEye.Media.Ingest;
using FalconEye.Recorder.Recording.Events;

namespace FalconEye.Recorder.Recording;

/// <summary>Starts and stops the recording of this program's camera, one at a time, and tells how it is doing.</summary>
internal sealed partial class CameraRecorder(
    RecorderSettings settings, IngestChoice choice, EventPlan plan, Func<ContinuousRecording> newRecording, ILogger<CameraRecorder> logger)
    : IHostedService, IAsyncDisposable
{
    /// <summary>With FFmpeg's three seconds, less than the ten in which everything must have ended.</summary>
    private static readonly TimeSpan FinishingAtShutdown = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private ContinuousRecording? _recording;
    private bool _isOn;

    /// <summary>What it is doing.</summary>
    internal RecorderStatus Status
    {
        get
        {
            var recording = _recording;
            var file = recording?.Current;
            var events = IsOn ? plan.Current : null;
            var state = (IsOn, events is null || recording!.IsWriting) switch
            {
                (true, true) => RecorderState.Recording,
                (true, false) => RecorderState.Waiting,
                _ => file is null ? RecorderState.Idle : RecorderState.Stopped,
            };
            return new RecorderStatus(
                settings.CameraId.ToString(), settings.CameraName, state, file?.Id, file?.FilePath, file?.FileName, file?.StartTime, recording?.Error)
            {
                Ingest = choice.Report,
                Events = events,
            };
        }
    }

    private bool IsOn => _isOn && _recording is { IsRunning: true };

    /// <summary>Starts a recording; one on events becomes one of all of the time, without another connection to the camera.</summary>
    /// <returns>Success once the first fragment is on disk.</returns>
    internal Task<StartOutcome> StartAsync() => RecordAsync(null);

    /// <summary>Records on events, or changes how. A recording of all of the time becomes one on events.</summary>
    /// <returns>Success once there is something to begin a recording with.</returns>
    internal Task<StartOutcome> RecordOnEventsAsync(EventRecording events) => RecordAsync(events);

    private async Task<StartOutcome> RecordAsync(EventRecording? events)
    {
        await _gate.WaitAsync();
        try
        {
            if (events is null && IsOn && plan.Current is null)
            {
                return new StartOutcome(StartResult.AlreadyRecording, new RecorderReply(false, "It is recording already.", Status));
            }

            plan.Current = events;
            return IsOn ? new StartOutcome(StartResult.Started, new RecorderReply(true, "Recording changed.", Status)) : await BeginAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<StartOutcome> BeginAsync()
    {
        if (_recording is not null)
        {
            await _recording.DisposeAsync();
        }

        _recording = newRecording();
        var problem = await _recording.StartAsync();
        _isOn = problem is null;
        if (problem is not null)
        {
            return new StartOutcome(StartResult.Failed, new RecorderReply(false, problem, Status));
        }

        LogStarted(settings.CameraName, _recording.Current?.FileName ?? "a file that begins with the next keyframe, or event");
        return new StartOutcome(StartResult.Started, new RecorderReply(true, "Recording started.", Status));
    }

    /// <summary>Stops the recording; returns when its last file is final. Another may start before that.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    internal async Task<RecorderReply?> StopAsync()
    {
        var finished = await EndAsync();
        if (finished is null)
        {
            return null;
        }

        var status = Status;
        await finished;
        return new RecorderReply(true, "Recording stopped.", status);
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops with the program. A recording that does not become final in time is left to the next run.</summary>
    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        if (_recording is not { } recording)
        {
            return;
        }

        var finished = await recording.StopAsync();
        try
        {
            await finished.WaitAsync(FinishingAtShutdown, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogLeft(Status.FileName);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _recording, null) is { } recording)
        {
            await recording.DisposeAsync();
            _gate.Dispose();
        }
    }

    private async Task<Task?> EndAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (!_isOn || _recording is not { IsRunning: true })
            {
                return null;
            }

            var finished = await _recording.StopAsync();
            _isOn = false;
            LogStopped(settings.CameraName);
            return finished;
        }
        finally
        {
            _gate.Release();
        }
    }

    [LoggerMessage(LogLevel.Information, "Recording {CameraName} to {FileName}")]
    private partial void LogStarted(string cameraName, string fileName);

    [LoggerMessage(LogLevel.Information, "Recording of {CameraName} stopped")]
    private partial void LogStopped(string cameraName);

    [LoggerMessage(LogLevel.Warning, "{FileName} is not rewritten yet; the next start will do it")]
    private partial void LogLeft(string? fileName);
}
