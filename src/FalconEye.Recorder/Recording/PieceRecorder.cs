using FalconEye.Contracts.Recordings;
using FalconEye.Media.Mp4;
using FalconEye.Recorder.Finishing;
using FalconEye.Recorder.Reports;

namespace FalconEye.Recorder.Recording;

/// <summary>
/// Cuts one session's fragments into files: each begins with a keyframe and gets as long as a segment may be, and none is lost between two.
/// </summary>
internal sealed class PieceRecorder(
    RecorderSettings settings,
    RecordingJournal journal,
    ReportOutbox outbox,
    RecordingFinisher finisher,
    RecorderMetrics metrics,
    TimeProvider time) : IDisposable
{
    private RecordingFile? _file;

    /// <summary>The file that is written now, or was written last.</summary>
    internal RecordingOpened? Current { get; private set; }

    /// <summary>True while a file grows.</summary>
    internal bool IsWriting => _file is not null;

    /// <summary>Completes when the last file that was ended is final.</summary>
    internal Task Finished { get; private set; } = Task.CompletedTask;

    /// <summary>Takes the fragment that <paramref name="reader"/> is at.</summary>
    /// <returns>False when the stream ended within it.</returns>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    internal bool Take(InitSegment init, MovieFragment fragment, FragmentReader reader)
    {
        var isDue = _file is null || _file.DurationUntil(fragment.Start) >= settings.SegmentDuration;
        if (isDue && fragment.StartsWithKeyframe)
        {
            End(RecordingStatus.Completed, null);
            Begin(init, fragment);
        }

        if (_file is null)
        {
            // Sound from before the first keyframe.
            return reader.CopySamples(static _ => { });
        }

        _file.Write(fragment);
        if (!reader.CopySamples(_file.Write))
        {
            return false;
        }

        metrics.Wrote(_file.Commit());
        return true;
    }

    /// <summary>Ends the file that is being written, if there is one, and has it finished.</summary>
    internal void End(RecordingStatus status, string? reason)
    {
        if (_file is not { } file)
        {
            return;
        }

        _file = null;
        file.Dispose();
        Finished = finisher.FinishAsync(new EndedRecording(file.Recording, status, reason));
    }

    /// <summary>Ends what nobody ended.</summary>
    public void Dispose() => End(RecordingStatus.Stopped, RecordingErrors.RecorderLost + "failed.");

    private void Begin(InitSegment init, MovieFragment fragment)
    {
        // The fragment has just ended, so it began as long ago as it lasts.
        var recording = journal.Begin(time.GetUtcNow() - (fragment.End - fragment.Start));
        _file = new RecordingFile(recording, init, fragment.Start);
        outbox.Add(new Report(recording));
        Current = recording;
    }
}
