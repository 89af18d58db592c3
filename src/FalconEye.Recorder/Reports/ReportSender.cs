using FalconEye.Processes;
using FalconEye.Recorder.Recording;

namespace FalconEye.Recorder.Reports;

/// <summary>Sends the reports of the outbox in order, each until the API has it.</summary>
internal sealed partial class ReportSender(
    ReportOutbox outbox, RecordingsApi api, RecordingJournal journal, TimeProvider time, ILogger<ReportSender> logger) : BackgroundService
{
    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff = Backoff.Standard();

    /// <summary>Tries once more what came at the very end; the rest waits on disk.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(LastChance, time);
        await SendPendingAsync(limit.Token);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await outbox.WaitAsync(stoppingToken);
            while (!await SendPendingAsync(stoppingToken))
            {
                await Task.Delay(_backoff.Next(), time, stoppingToken);
            }

            _backoff.Reset();
        }
    }

    /// <returns>False when something has to be tried again.</returns>
    private async Task<bool> SendPendingAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in outbox.Pending())
        {
            if (!await TrySendAsync(entry, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> TrySendAsync(string entry, CancellationToken cancellationToken)
    {
        try
        {
            if (ReportOutbox.Read(entry) is not { } report)
            {
                Reject(entry, "it cannot be read");
                return true;
            }

            if (!journal.IsOwn(report.Opened))
            {
                Reject(entry, "it names what is no recording of this camera");
                return true;
            }

            var delivery = await api.SendAsync(report, cancellationToken);
            if (delivery.IsRefused)
            {
                Reject(entry, $"the API answered {(int)delivery.Status}");
            }
            else if (delivery.IsDelivered)
            {
                ReportOutbox.Remove(entry);
            }
            else
            {
                LogDelayed($"the API answered {(int)delivery.Status}");
            }

            return delivery.IsRefused || delivery.IsDelivered;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            LogDelayed(e.Message);
            return false;
        }
    }

    private void Reject(string entry, string problem)
    {
        outbox.Reject(entry);
        LogRejected(Path.GetFileName(entry), problem);
    }

    [LoggerMessage(LogLevel.Warning, "Reports wait: {Problem}")]
    private partial void LogDelayed(string problem);

    [LoggerMessage(LogLevel.Error, "Report {Entry} is moved aside: {Problem}")]
    private partial void LogRejected(string entry, string problem);
}
