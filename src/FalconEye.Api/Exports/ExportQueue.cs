using System.Collections.Concurrent;
using System.Threading.Channels;

namespace FalconEye.Api.Exports;

/// <summary>
/// The exports of this server: made one after the other, kept for a week, and begun again when the server ended in the middle of one.
/// </summary>
internal sealed partial class ExportQueue(
    ExportFolders folders, ExportWriter writer, IServiceScopeFactory scopes, ServerOptions options, TimeProvider time, ILogger<ExportQueue> logger)
    : BackgroundService
{
    /// <summary>How long a finished export can be downloaded.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();
    private readonly Channel<Guid> _waiting = Channel.CreateUnbounded<Guid>();

    /// <summary>All exports, newest first, with how far they are.</summary>
    internal IReadOnlyList<(ExportJob Job, double Progress)> All =>
        [.. _entries.Values.Select(entry => (entry.Job, entry.Progress)).OrderByDescending(entry => entry.Job.CreatedAt)];

    /// <summary>An export, with how far it is.</summary>
    internal (ExportJob Job, double Progress)? Find(Guid id) => _entries.TryGetValue(id, out var entry) ? (entry.Job, entry.Progress) : null;

    /// <summary>Adds an export behind those that wait.</summary>
    internal void Add(ExportJob job)
    {
        folders.Keep(job);
        _entries[job.Id] = new Entry(job);
        _waiting.Writer.TryWrite(job.Id);
    }

    /// <summary>Cancels an export if it is not finished, and removes it.</summary>
    internal void Remove(Guid id)
    {
        if (_entries.TryRemove(id, out var entry))
        {
            entry.Cancel();
            if (entry.Job.State != ExportState.Running)
            {
                folders.Remove(id);
            }
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var job in folders.ReadAll().OrderBy(job => job.CreatedAt))
        {
            var isDone = job.State is ExportState.Done or ExportState.Failed;
            _entries[job.Id] = new Entry(isDone ? job : job with { State = ExportState.Queued });
            if (!isDone)
            {
                _waiting.Writer.TryWrite(job.Id);
            }
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(MakeAsync(stoppingToken), SweepAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down; what was being made is begun again at the next start.
        }
    }

    private async Task MakeAsync(CancellationToken stoppingToken)
    {
        await foreach (var id in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            if (_entries.TryGetValue(id, out var entry))
            {
                await MakeAsync(entry, stoppingToken);
            }
        }
    }

    private async Task MakeAsync(Entry entry, CancellationToken stoppingToken)
    {
        var id = entry.Job.Id;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, entry.Cancelled);
        entry.Job = entry.Job with { State = ExportState.Running };
        try
        {
            folders.Keep(entry.Job);
            await WriteAsync(entry, ending.Token);
            File.Move(folders.PartOf(id), folders.ZipOf(id), overwrite: true);
            Finish(entry, entry.Job with { State = ExportState.Done, SizeBytes = new FileInfo(folders.ZipOf(id)).Length });
        }
        catch (OperationCanceledException) when (entry.Cancelled.IsCancellationRequested)
        {
            // Its folder goes below.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(id, e);
            File.Delete(folders.PartOf(id));
            Finish(entry, entry.Job with { State = ExportState.Failed, Error = e is ExportException ? e.Message : "A recording, or the server's disk, could not be read or written." });
        }
        finally
        {
            if (entry.Cancelled.IsCancellationRequested)
            {
                folders.Remove(id);
            }
        }
    }

    private async Task WriteAsync(Entry entry, CancellationToken cancellationToken)
    {
        var job = entry.Job;
        List<PlannedCamera> planned = [];
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var planner = scope.ServiceProvider.GetRequiredService<ExportPlanner>();
            foreach (var camera in job.Cameras)
            {
                planned.Add(await planner.PlanAsync(camera, job.From, job.To, cancellationToken));
            }

            var total = planned.Sum(camera => camera.DataLength);
            if (total == 0)
            {
                throw new ExportException("Nothing was recorded in this time, or none of it can be read now.");
            }

            Require(total);
            var written = 0L;
            await writer.WriteAsync(job, planned, folders.PartOf(job.Id), count => entry.Progress = (double)(written += count) / total, cancellationToken);
        }
        finally
        {
            planned.ForEach(camera => camera.Dispose());
        }
    }

    /// <exception cref="ExportException">The disk has not as much left beside what recordings leave free.</exception>
    private void Require(long bytes)
    {
        var usable = folders.FreeBytes - ReserveBytes;
        if (bytes + (bytes / 50) > usable)
        {
            throw new ExportException($"The export needs {bytes / 1_000_000} MB; the server's disk has {Math.Max(0, usable) / 1_000_000} MB left for it.");
        }
    }

    /// <summary>What an export leaves free.</summary>
    internal long ReserveBytes => options.MinFreeDiskMb * 1024L * 1024;

    private void Finish(Entry entry, ExportJob job)
    {
        entry.Job = job with { FinishedAt = time.GetUtcNow().UtcDateTime };
        if (!entry.Cancelled.IsCancellationRequested)
        {
            folders.Keep(entry.Job);
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepPeriod, time);
        do
        {
            var oldest = time.GetUtcNow().UtcDateTime - Kept;
            foreach (var entry in _entries.Values.Where(entry => entry.Job.FinishedAt < oldest))
            {
                Remove(entry.Job.Id);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Export {ExportId} failed")]
    private partial void LogFailed(Guid exportId, Exception exception);

    private sealed class Entry(ExportJob job) : IDisposable
    {
        private readonly CancellationTokenSource _cancelled = new();

        internal ExportJob Job { get; set; } = job;

        internal double Progress { get; set; }

        internal CancellationToken Cancelled => _cancelled.Token;

        internal void Cancel() => _cancelled.Cancel();

        public void Dispose() => _cancelled.Dispose();
    }
}
