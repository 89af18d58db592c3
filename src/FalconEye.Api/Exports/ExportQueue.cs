using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FalconEye.Api.Exports.Reencoding;

namespace FalconEye.Api.Exports;

/// <summary>
/// The exports of this server: made one after the other, beside them one of those that are encoded again, kept for a week, and begun again when the server ended in the middle of one.
/// </summary>
internal sealed partial class ExportQueue(
    ExportFolders folders, ExportWriter writer, IServiceScopeFactory scopes, TimeProvider time, ILogger<ExportQueue> logger)
    : BackgroundService
{
    /// <summary>How long a finished export can be downloaded.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const int MostAttempts = 3;
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();
    private readonly Channel<Guid> _waiting = Channel.CreateUnbounded<Guid>();

    /// <summary>An encoding takes hours where a copy takes seconds: no one waits for the one behind the other.</summary>
    private readonly Channel<Guid> _waitingToEncode = Channel.CreateUnbounded<Guid>();

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
        Queue(job);
    }

    /// <summary>Cancels an export if it is not finished, and removes it.</summary>
    internal void Remove(Guid id)
    {
        if (_entries.TryRemove(id, out var entry))
        {
            entry.Cancel();
            if (entry.Job.State != ExportState.Running)
            {
                TryRemove(id);
            }
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var job in folders.ReadAll().OrderBy(job => job.CreatedAt))
        {
            _entries[job.Id] = new Entry(job.State is ExportState.Done or ExportState.Failed ? job : Again(job));
            if (_entries[job.Id].Job.State == ExportState.Queued)
            {
                Queue(job);
            }
        }

        return base.StartAsync(cancellationToken);
    }

    private void Queue(ExportJob job) => (job.Encoding is null ? _waiting : _waitingToEncode).Writer.TryWrite(job.Id);

    /// <summary>One in which the server ended again and again may be why it ended.</summary>
    private ExportJob Again(ExportJob job) => job.Attempts < MostAttempts
        ? job with { State = ExportState.Queued }
        : job with { State = ExportState.Failed, FinishedAt = time.GetUtcNow().UtcDateTime, Error = $"The server ended {job.Attempts} times while it was made." };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(MakeAsync(_waiting, stoppingToken), MakeAsync(_waitingToEncode, stoppingToken), SweepAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is shutting down; what was being made is begun again at the next start.
        }
    }

    private async Task MakeAsync(Channel<Guid> waiting, CancellationToken stoppingToken)
    {
        await foreach (var id in waiting.Reader.ReadAllAsync(stoppingToken))
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
        entry.Job = entry.Job with { State = ExportState.Running, Attempts = entry.Job.Attempts + 1 };
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
            Finish(entry, entry.Job with { State = ExportState.Failed, Error = e is ExportException ? e.Message : "A recording, or the server's disk, could not be read or written." });
        }
        finally
        {
            if (entry.Cancelled.IsCancellationRequested)
            {
                TryRemove(id);
            }
        }
    }

    private async Task WriteAsync(Entry entry, CancellationToken cancellationToken)
    {
        var job = entry.Job;
        var progress = new ExportProgress(job.Cameras.Count);
        await using var scope = scopes.CreateAsyncScope();
        var written = job.Encoding is null
            ? await writer.WriteAsync(
                job,
                PlanAsync(job, scope.ServiceProvider.GetRequiredService<ExportPlanner>(), progress, cancellationToken),
                folders.PartOf(job.Id),
                count => entry.Progress = progress.Add(count),
                cancellationToken)
            : await writer.WriteAsync(
                job,
                scope.ServiceProvider.GetRequiredService<ExportEncoder>().EncodeAsync(job, share => entry.Progress = progress.Reach(share), () => progress.Begin(0)),
                folders.PartOf(job.Id),
                _ => { },
                cancellationToken);
        if (written == 0)
        {
            throw new ExportException("Nothing was recorded in this time, or none of it can be read now.");
        }
    }

    /// <summary>One camera after the other, so that the files and indexes of one alone are held.</summary>
    private async IAsyncEnumerable<IExportSource> PlanAsync(
        ExportJob job, ExportPlanner planner, ExportProgress progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var camera in job.Cameras)
        {
            using var planned = await planner.PlanAsync(camera, job.From, job.To, cancellationToken);
            Require(planned.DataLength);
            progress.Begin(planned.DataLength);
            yield return planned;
        }
    }

    /// <exception cref="ExportException">The disk has not as much left for exports.</exception>
    private void Require(long bytes)
    {
        var usable = folders.UsableBytes;
        if (bytes + (bytes / 50) > usable)
        {
            throw new ExportException($"The export needs {bytes / 1_000_000} MB; exports may take {usable / 1_000_000} MB more of the server's disk.");
        }
    }

    /// <summary>That the disk is too full to note it ends neither the queue nor the server.</summary>
    private void Finish(Entry entry, ExportJob job)
    {
        entry.Job = job with { FinishedAt = time.GetUtcNow().UtcDateTime };
        try
        {
            if (job.State == ExportState.Failed)
            {
                File.Delete(folders.PartOf(job.Id));
            }

            if (!entry.Cancelled.IsCancellationRequested)
            {
                folders.Keep(entry.Job);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailed(job.Id, e);
        }
    }

    private void TryRemove(Guid id)
    {
        try
        {
            folders.Remove(id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailed(id, e);
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
