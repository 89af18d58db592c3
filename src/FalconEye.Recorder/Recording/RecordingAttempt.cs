using System.Runtime.InteropServices;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Mp4;
using FalconEye.Processes;

namespace FalconEye.Recorder.Recording;

/// <summary>One life of FFmpeg: from opening the camera until the camera, the disk or the user ends it.</summary>
internal sealed class RecordingAttempt(
    SourceResolver resolver, PieceRecorder pieces, DiskSpace disk, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>
    /// How long the network may be silent, and how long no fragment may come: longer than the distance of keyframes and a hiccup of Wi-Fi.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>At 100 Mbit/s a disk loses 60 MB in this time.</summary>
    private static readonly TimeSpan DiskInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortStopGrace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ExitWait = TimeSpan.FromSeconds(2);

    private long _lastFragment;

    /// <summary>True once a fragment is on disk.</summary>
    internal bool HasRecorded { get; private set; }

    /// <summary>Records until something ends it. The file it wrote is ended, not yet final.</summary>
    /// <param name="probe">What the camera sends.</param>
    /// <param name="onFragment">Called after each fragment on disk.</param>
    /// <param name="stop">Asks for the end.</param>
    internal async Task<AttemptEnd> RunAsync(ProbeResult probe, Action onFragment, CancellationToken stop)
    {
        var end = new AttemptEnd(AttemptOutcome.SourceLost, RecordingErrors.RecorderLost + "failed.");
        try
        {
            end = disk.Shortage is { } shortage
                ? new AttemptEnd(AttemptOutcome.CannotWrite, shortage)
                : await RecordAsync(probe, onFragment, stop);
        }
        catch (SourceFailedException e)
        {
            end = new AttemptEnd(AttemptOutcome.SourceLost, e.Failure.Message, e.Failure.Reason);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            end = new AttemptEnd(AttemptOutcome.Stopped);
        }
        finally
        {
            pieces.End(StatusOf(end.Outcome), end.Reason);
        }

        return end;
    }

    private static RecordingStatus StatusOf(AttemptOutcome outcome) =>
        outcome == AttemptOutcome.Stopped ? RecordingStatus.Completed : RecordingStatus.Stopped;

    private async Task<AttemptEnd> RecordAsync(ProbeResult probe, Action onFragment, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        await using var source = await FfmpegSource.OpenAsync(resolver, Silence, stop);
        await using var ffmpeg = await ChildProcess.StartAsync(new ProcessSpec("ffmpeg")
        {
            Arguments = RecordingArguments.Of(source, probe),
            ReadsStandardOutput = true,
        });
        PipeCapacity.Raise(ffmpeg.StandardOutput);
        Note();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var silent = WaitForSilenceAsync(over.Token);
        var taking = Task.Factory.StartNew(
            () => TakeFragments(ffmpeg.StandardOutput, onFragment), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (await Task.WhenAny(taking, silent) == taking)
        {
            await over.CancelAsync();
            var end = await taking;
            return end.Reason is null ? await ExplainAsync(source, ffmpeg, time.GetElapsedTime(started)) : end;
        }

        // FFmpeg writes what it holds and ends, which ends the taking.
        await ffmpeg.StopAsync(PosixSignal.SIGINT, GraceNow(stop), time);
        var last = await taking;
        return last.Outcome == AttemptOutcome.CannotWrite ? last
            : stop.IsCancellationRequested ? new AttemptEnd(AttemptOutcome.Stopped)
            : new AttemptEnd(AttemptOutcome.SourceLost, $"The camera has sent no picture for {Silence.TotalSeconds:0} seconds.");
    }

    private TimeSpan GraceNow(CancellationToken stop) =>
        !stop.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested ? ShortStopGrace : StopGrace;

    /// <summary>Returns when no fragment has come for too long; cancelled at the end.</summary>
    private async Task WaitForSilenceAsync(CancellationToken cancellationToken)
    {
        for (var left = Silence; left > TimeSpan.Zero; left = Silence - time.GetElapsedTime(Interlocked.Read(ref _lastFragment)))
        {
            await Task.Delay(left, time, cancellationToken);
        }
    }

    private void Note() => Interlocked.Exchange(ref _lastFragment, time.GetTimestamp());

    /// <returns>How it ended; without a reason when FFmpeg ended by itself and its last lines tell more.</returns>
    private AttemptEnd TakeFragments(Stream output, Action onFragment)
    {
        try
        {
            var reader = new FragmentReader(output);
            if (reader.ReadInit() is not { } init)
            {
                return new AttemptEnd(AttemptOutcome.SourceLost);
            }

            var lastLook = time.GetTimestamp();
            while (reader.ReadFragment(init) is { } fragment && pieces.Take(init, fragment, reader))
            {
                Note();
                if (pieces.IsWriting)
                {
                    HasRecorded = true;
                    onFragment();
                }

                if (time.GetElapsedTime(lastLook) > DiskInterval)
                {
                    lastLook = time.GetTimestamp();
                    if (disk.Shortage is { } shortage)
                    {
                        return new AttemptEnd(AttemptOutcome.CannotWrite, shortage);
                    }
                }
            }

            return new AttemptEnd(AttemptOutcome.SourceLost);
        }
        catch (Mp4FormatException e)
        {
            return new AttemptEnd(AttemptOutcome.SourceLost, $"FFmpeg wrote what is no film: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new AttemptEnd(AttemptOutcome.CannotWrite, RecordingErrors.CannotBeWritten + e.Message);
        }
    }

    private async Task<AttemptEnd> ExplainAsync(FfmpegSource source, ChildProcess ffmpeg, TimeSpan elapsed)
    {
        SourceFailure failure;
        try
        {
            var exit = await ffmpeg.Exited.WaitAsync(ExitWait, time);
            failure = source.Explain(exit.LastLines, elapsed);
        }
        catch (TimeoutException)
        {
            failure = source.ExplainSilence();
        }

        return new AttemptEnd(AttemptOutcome.SourceLost, HasRecorded ? "Camera connection lost." : failure.Message, failure.Reason);
    }
}
