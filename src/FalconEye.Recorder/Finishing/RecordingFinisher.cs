using System.Threading.Channels;
using FalconEye.Contracts.Recordings;
using FalconEye.Recorder.Recording;
using FalconEye.Recorder.Reports;

namespace FalconEye.Recorder.Finishing;

/// <summary>
/// Finishes ended recordings one after the other, so that many short segments do not compete for the disk with the one being written.
/// </summary>
internal sealed partial class RecordingFinisher(
    Mp4Remuxer remuxer, RecordingJournal journal, ReportOutbox outbox, RecorderMetrics metrics, ILogger<RecordingFinisher> logger) : BackgroundService
{
    private readonly Channel<(EndedRecording Ended, TaskCompletionSource Done)> _queue =
        Channel.CreateUnbounded<(EndedRecording, TaskCompletionSource)>(new() { SingleReader = true });

    /// <summary>Has a recording finished.</summary>
    /// <returns>Completes when the file is final and its report is kept, or when that is left to the next run.</returns>
    internal Task FinishAsync(EndedRecording ended)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Writer.TryWrite((ended, done));
        return done.Task;
    }

    /// <summary>Takes up what an earlier run left behind, before anything new is recorded.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var recording in journal.Unfinished())
        {
            LogFound(recording.FileName);
            _ = FinishAsync(new EndedRecording(recording, RecordingStatus.Stopped, RecordingErrors.RecorderLost + "was interrupted."));
        }

        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (ended, done) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            await Task.Run(() => Finish(ended, stoppingToken), CancellationToken.None);
            done.SetResult();
        }
    }

    private void Finish(EndedRecording ended, CancellationToken cancellationToken)
    {
        try
        {
            var changed = FinishOrSetAside(ended, cancellationToken);
            outbox.Add(new Report(ended.Recording, changed));
            journal.End(ended.Recording);
            metrics.Finished();
            LogFinished(ended.Recording.FileName, changed.Status, changed.FileSizeBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            LogLeft(ended.Recording.FileName, e.Message);
        }
    }

    /// <summary>Whatever one file contains, the recorder must go on with the others.</summary>
    private RecordingChanged FinishOrSetAside(EndedRecording ended, CancellationToken cancellationToken)
    {
        try
        {
            return remuxer.Finish(ended, cancellationToken);
        }
        catch (Exception e) when (e is not (IOException or UnauthorizedAccessException or OperationCanceledException))
        {
            LogDamaged(ended.Recording.FileName, e);
            return Mp4Remuxer.SetAside(ended, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "{FileName} is damaged and is set aside")]
    private partial void LogDamaged(string fileName, Exception exception);

    [LoggerMessage(LogLevel.Information, "{FileName} was left open by an earlier run")]
    private partial void LogFound(string fileName);

    [LoggerMessage(LogLevel.Information, "{FileName} is final: {Status}, {Bytes} bytes")]
    private partial void LogFinished(string fileName, RecordingStatus? status, long? bytes);

    [LoggerMessage(LogLevel.Warning, "{FileName} is left for the next start: {Problem}")]
    private partial void LogLeft(string fileName, string problem);
}
