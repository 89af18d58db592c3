using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Media.Copy;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Ingest;
using FalconEye.Recorder.Recording.Events;
using FalconEye.Rtsp.Client;

namespace FalconEye.Recorder.Recording;

/// <summary>One connection to the camera: from opening it until the camera, the disk or the user ends it.</summary>
internal sealed partial class RecordingAttempt(
    RecorderSettings settings,
    IngestFactory ingests,
    IngestChoice choice,
    CopyHub copies,
    SegmentWriter writer,
    EventPlan plan,
    DiskSpace disk,
    RecorderMetrics metrics,
    TimeProvider time,
    ILogger<RecordingAttempt> logger)
{
    /// <summary>At 100 Mbit/s a disk loses 60 MB in this time.</summary>
    private static readonly TimeSpan DiskInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Most cameras send a keyframe sooner: nothing is said of the wait before.</summary>
    private static readonly TimeSpan KeyframeExpected = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a camera is tried again, within eight seconds, after its relay was asked to leave it: the relay may notice this recorder
    /// a second after its start, and the camera may free a session only some time after that has ended.
    /// </summary>
    private const int TakeoverAttempts = 16;

    /// <summary>What a camera answers that has no session left (RFC 2326, section 11.3.3, as cameras use it).</summary>
    private const int NotEnoughBandwidth = 453;

    private static readonly TimeSpan TakeoverPause = TimeSpan.FromMilliseconds(500);

    private bool _isChanged;

    /// <summary>True once a fragment is on disk, or held for an event.</summary>
    internal bool HasRecorded { get; private set; }

    /// <summary>Records until something ends it. The file it wrote is ended, not yet final.</summary>
    /// <param name="onFragment">Called after each fragment on disk.</param>
    /// <param name="onWaiting">Called now and then with what a camera that works is waiting for.</param>
    /// <param name="stop">Asks for the end.</param>
    internal async Task<AttemptEnd> RunAsync(Action onFragment, Action<string> onWaiting, CancellationToken stop)
    {
        if (disk.Shortage is { } shortage)
        {
            return new AttemptEnd(AttemptOutcome.CannotWrite, shortage);
        }

        AttemptEnd end;
        do
        {
            _isChanged = false;
            end = await ConnectAsync(onFragment, onWaiting, stop);
        }
        while (_isChanged && !stop.IsCancellationRequested);
        return end;
    }

    private async Task<AttemptEnd> ConnectAsync(Action onFragment, Action<string> onWaiting, CancellationToken stop)
    {
        try
        {
            await using var ingest = await OpenAsync(stop);
            return await RecordAsync(ingest, onFragment, onWaiting, stop);
        }
        catch (SourceFailedException e)
        {
            return Lost(e);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new AttemptEnd(AttemptOutcome.Stopped);
        }
    }

    /// <summary>Opens the camera; one that refuses while its relay has it open is taken over from the relay.</summary>
    private async Task<IIngest> OpenAsync(CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ingests.OpenForRecordingAsync(stop);
            }
            catch (SourceFailedException e) when (attempt < TakeoverAttempts && (attempt > 0 || MayBeTaken(e)))
            {
                copies.TakeOver();
                await Task.Delay(TakeoverPause, time, stop);
            }
        }
    }

    /// <summary>Cameras show in many ways that they have no session left; a login that is refused is not tried again.</summary>
    private bool MayBeTaken(SourceFailedException e) => e.Failure.Reason != FailureReasons.Unauthorized
        && (copies.Waiting > 0 || e.InnerException is RtspException { StatusCode: NotEnoughBandwidth });

    private async Task<AttemptEnd> RecordAsync(IIngest ingest, Action onFragment, Action<string> onWaiting, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var end = new AttemptEnd(AttemptOutcome.SourceLost, RecordingErrors.RecorderLost + "failed.");
        await using var queue = new SegmentQueue(writer, NoteVideo);
        var assembler = new SegmentAssembler(queue, settings.SegmentDuration, metrics);
        var gate = new EventGate(plan, assembler, queue, NoteVideo);
        var reading = ingest.RunAsync(Copied(ingest, gate), over.Token);
        var watching = WatchDiskAsync(gate, assembler, onWaiting, over.Token);
        try
        {
            var first = await Task.WhenAny(reading, watching, queue.Failed);
            await over.CancelAsync();
            end = await EndOfAsync(first, reading, watching, queue.Failed, stop);
        }
        finally
        {
            await over.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ((Task)watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            copies.Forget();
            gate.Complete();
            queue.End(end.Outcome == AttemptOutcome.Stopped ? RecordingStatus.Completed : RecordingStatus.Stopped, end.Reason);
        }

        return end;

        void NoteVideo()
        {
            if (!HasRecorded)
            {
                HasRecorded = true;
                choice.RecordSuccess();
            }

            onFragment();
        }
    }

    private ITimedUnitSink Copied(IIngest ingest, EventGate gate)
    {
        if (ingest is RtspIngest)
        {
            return copies.Tee(gate);
        }

        copies.End();
        return gate;
    }

    private async Task<AttemptEnd> EndOfAsync(Task first, Task reading, Task<string> shortage, Task<string> failed, CancellationToken stop)
    {
        if (first == failed || failed.IsCompletedSuccessfully)
        {
            return new AttemptEnd(AttemptOutcome.CannotWrite, await failed);
        }

        if (first == shortage && !stop.IsCancellationRequested)
        {
            return new AttemptEnd(AttemptOutcome.CannotWrite, await shortage);
        }

        try
        {
            await reading;
            return new AttemptEnd(stop.IsCancellationRequested ? AttemptOutcome.Stopped : AttemptOutcome.SourceLost);
        }
        catch (SourceFailedException e)
        {
            return Lost(e);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new AttemptEnd(AttemptOutcome.Stopped);
        }
    }

    private AttemptEnd Lost(SourceFailedException e)
    {
        if (choice.RecordFailure(e))
        {
            // At once by FFmpeg, which may understand what our own reader does not.
            _isChanged = true;
            LogChanged(settings.CameraName, e.Failure.Message);
        }

        foreach (var line in e.Lines)
        {
            LogFfmpeg(settings.CameraName, line);
        }

        return new AttemptEnd(AttemptOutcome.SourceLost, HasRecorded ? "Camera connection lost." : e.Failure.Message, e.Failure.Reason);
    }

    /// <returns>Why nothing more may be recorded.</returns>
    private async Task<string> WatchDiskAsync(EventGate gate, SegmentAssembler assembler, Action<string> onWaiting, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var lastLook = started;
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            // A relay that has the camera open too leaves it now, even when no keyframe has come yet.
            copies.TakeOver();
            if (!gate.HasBegun && time.GetElapsedTime(started) >= KeyframeExpected)
            {
                onWaiting("The camera sends; recording begins with its next keyframe.");
            }

            if (time.GetElapsedTime(lastLook) >= DiskInterval)
            {
                choice.RecordStall(assembler.SilentTrack);
                lastLook = time.GetTimestamp();
                if (disk.Shortage is { } shortage)
                {
                    return shortage;
                }
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "{CameraName}: FFmpeg reads the camera from now on: {Reason}")]
    private partial void LogChanged(string cameraName, string reason);

    [LoggerMessage(LogLevel.Warning, "{CameraName}: FFmpeg: {Line}")]
    private partial void LogFfmpeg(string cameraName, string line);
}
