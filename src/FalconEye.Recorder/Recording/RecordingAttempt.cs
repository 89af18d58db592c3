using System.Runtime.InteropServices;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Mp4;
using FalconEye.Processes;

namespace FalconEye.Recorder.Recording;

/// <summary>One life of FFmpeg: from opening the camera until the camera, the disk or the user ends it.</summary>
internal sealed class RecordingAttempt(
    RecorderSettings settings, PieceRecorder pieces, DiskSpace disk, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>How long the network may be silent, and how long no fragment may come: longer than the distance of keyframes and a hiccup of Wi-Fi.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>At 100 Mbit/s a disk loses 60 MB in this time.</summary>
    private static readonly TimeSpan DiskInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopGraceAtShutdown = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ExitWait = TimeSpan.FromSeconds(2);

    /// <summary>True once a fragment is on disk.</summary>
    internal bool HasRecorded { get; private set; }

    /// <summary>Records until something ends it. The file it wrote is ended, not yet final.</summary>
    /// <param name="probe">What the camera sends.</param>
    /// <param name="onFragment">Called after each fragment on disk.</param>
    /// <param name="stop">Asks for the end.</param>
    internal async Task<AttemptEnd> RunAsync(ProbeResult probe, Action onFragment, CancellationToken stop)
    {
        var end = new AttemptEnd(AttemptOutcome.SourceLost, "The recorder failed.");
        try
        {
            end = disk.Shortage is { } shortage
                ? new AttemptEnd(AttemptOutcome.CannotWrite, shortage)
                : await RecordAsync(probe, onFragment, stop);
        }
        catch (SourceFailedException e)
        {
            end = new AttemptEnd(AttemptOutcome.SourceLost, e.Failure.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            end = new AttemptEnd(AttemptOutcome.Stopped);
        }
        finally
        {
            await pieces.EndAsync(StatusOf(end.Outcome), end.Reason);
        }

        return end;
    }

    private static RecordingStatus StatusOf(AttemptOutcome outcome) =>
        outcome == AttemptOutcome.Stopped ? RecordingStatus.Completed : RecordingStatus.Stopped;

    private async Task<AttemptEnd> RecordAsync(ProbeResult probe, Action onFragment, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        await using var source = await FfmpegSource.OpenAsync(settings.Source, Silence, stop);
        await using var ffmpeg = await ChildProcess.StartAsync(new ProcessSpec("ffmpeg")
        {
            Arguments = RecordingArguments.Of(source, probe),
            ReadsStandardOutput = true,
        });
        PipeCapacity.Raise(ffmpeg.StandardOutput);
        var taking = TakeFragmentsAsync(ffmpeg.StandardOutput, onFragment);
        if (await Task.WhenAny(taking, Task.Delay(Timeout.InfiniteTimeSpan, stop)) != taking)
        {
            // FFmpeg writes what it holds and ends, which ends the taking.
            var atShutdown = lifetime.ApplicationStopping.IsCancellationRequested;
            await ffmpeg.StopAsync(PosixSignal.SIGINT, atShutdown ? StopGraceAtShutdown : StopGrace, time);
            var last = await taking;
            return last.Outcome == AttemptOutcome.CannotWrite ? last : new AttemptEnd(AttemptOutcome.Stopped);
        }

        var end = await taking;
        return end.Reason is null ? end with { Reason = await ExplainAsync(source, ffmpeg, time.GetElapsedTime(started)) } : end;
    }

    /// <returns>How it ended; without a reason when FFmpeg ended by itself and its last lines tell more.</returns>
    private async Task<AttemptEnd> TakeFragmentsAsync(Stream output, Action onFragment)
    {
        using var silence = new CancellationTokenSource(Silence, time);
        var lastLook = time.GetTimestamp();
        string? shortage = null;
        try
        {
            var reader = new FragmentReader(output);
            if (await reader.ReadInitAsync(silence.Token) is not { } init)
            {
                return new AttemptEnd(AttemptOutcome.SourceLost);
            }

            while (await reader.ReadFragmentAsync(init, silence.Token) is { } fragment
                && await pieces.TakeAsync(init, fragment, reader, silence.Token))
            {
                silence.CancelAfter(Silence);
                if (pieces.IsWriting)
                {
                    HasRecorded = true;
                    onFragment();
                }

                if (time.GetElapsedTime(lastLook) > DiskInterval)
                {
                    lastLook = time.GetTimestamp();
                    shortage = disk.Shortage;
                }

                if (shortage is not null)
                {
                    return new AttemptEnd(AttemptOutcome.CannotWrite, shortage);
                }
            }

            return new AttemptEnd(AttemptOutcome.SourceLost);
        }
        catch (OperationCanceledException)
        {
            return new AttemptEnd(AttemptOutcome.SourceLost, $"The camera has sent no picture for {Silence.TotalSeconds:0} seconds.");
        }
        catch (Mp4FormatException e)
        {
            return new AttemptEnd(AttemptOutcome.SourceLost, $"FFmpeg wrote what is no film: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new AttemptEnd(AttemptOutcome.CannotWrite, $"The recording cannot be written: {e.Message}");
        }
    }

    private async Task<string> ExplainAsync(FfmpegSource source, ChildProcess ffmpeg, TimeSpan elapsed)
    {
        try
        {
            var exit = await ffmpeg.Exited.WaitAsync(ExitWait, time);
            return HasRecorded ? "Camera connection lost." : source.Explain(exit.LastLines, elapsed).Message;
        }
        catch (TimeoutException)
        {
            return HasRecorded ? "Camera connection lost." : source.ExplainSilence().Message;
        }
    }
}
