using FalconEye.Contracts.Recordings;
using FalconEye.Recorder.Finishing;
using FalconEye.Recorder.Reports;

namespace FalconEye.Recorder.Recording;

/// <summary>Writes the files of a recording, one after the other, and hands each that has ended to the finisher.</summary>
internal sealed class SegmentWriter(RecordingJournal journal, ReportOutbox outbox, RecordingFinisher finisher, RecorderMetrics metrics) : IDisposable
{
    private RecordingFile? _file;

    /// <summary>The file that is written now, or was written last.</summary>
    internal RecordingOpened? Current { get; private set; }

    /// <summary>True while a file grows.</summary>
    internal bool IsWriting => _file is not null;

    /// <summary>Completes when the last file that was ended is final.</summary>
    internal Task Finished { get; private set; } = Task.CompletedTask;

    /// <summary>Begins a file; the one before it is complete.</summary>
    /// <param name="init">Its tracks.</param>
    /// <param name="start">When its first frame was captured.</param>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    internal void Begin(ReadOnlySpan<byte> init, DateTimeOffset start)
    {
        End(RecordingStatus.Completed, null);
        var recording = journal.Begin(start);
        _file = new RecordingFile(recording, init);
        outbox.Add(new Report(recording));
        Current = recording;
    }

    /// <summary>Adds a whole fragment, which is on the disk itself when this returns.</summary>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    internal void Append(ReadOnlySpan<byte> fragment)
    {
        _file!.Append(fragment);
        metrics.AddWritten(fragment.Length);
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

    /// <summary>Ends what nothing else has ended.</summary>
    public void Dispose() => End(RecordingStatus.Stopped, RecordingErrors.RecorderLost + "failed.");
}
