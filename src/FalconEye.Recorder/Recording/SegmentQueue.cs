using System.Buffers;
using System.Threading.Channels;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Recorder.Recording;

/// <summary>
/// Sits between a camera's connection and the disk: what is recorded is queued in memory and written by a task of its own, so that a slow disk
/// never keeps the connection from being read. The queue is bounded by bytes and by time.
/// </summary>
internal sealed class SegmentQueue(SegmentWriter writer, Action onWritten) : IAsyncDisposable
{
    private const long MaxBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(8);

    private readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>(new() { SingleReader = true });
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _bytes;
    private long _ticks;
    private Task? _writing;

    /// <summary>Completes with the reason when the disk takes no more.</summary>
    internal Task<string> Failed => _failed.Task;

    /// <summary>Whether so much waits for the disk that nothing more is to be queued.</summary>
    internal bool IsFull => Interlocked.Read(ref _bytes) >= MaxBytes || Interlocked.Read(ref _ticks) >= MaxTime.Ticks;

    /// <summary>Begins a file.</summary>
    /// <param name="init">Its tracks.</param>
    /// <param name="start">When its first frame was captured.</param>
    internal void Begin(byte[] init, DateTimeOffset start) => Add(new Job { Init = init, Start = start });

    /// <summary>Adds a fragment to the file.</summary>
    /// <param name="parts">Its bytes, in order. They are copied.</param>
    /// <param name="duration">How long it plays.</param>
    internal void Append(IReadOnlyList<ReadOnlyMemory<byte>> parts, TimeSpan duration)
    {
        var length = parts.Sum(part => part.Length);
        var copy = ArrayPool<byte>.Shared.Rent(length);
        var filled = 0;
        foreach (var part in parts)
        {
            part.CopyTo(copy.AsMemory(filled));
            filled += part.Length;
        }

        Interlocked.Add(ref _bytes, length);
        Interlocked.Add(ref _ticks, duration.Ticks);
        Add(new Job { Fragment = new ArraySegment<byte>(copy, 0, length), Duration = duration });
    }

    /// <summary>Ends the file, if there is one.</summary>
    /// <param name="status">What it is to be reported as.</param>
    /// <param name="reason">Why, when it was not asked to.</param>
    internal void End(RecordingStatus status, string? reason) => Add(new Job { End = status, Reason = reason });

    /// <summary>Writes all that is queued; nothing can be added after that.</summary>
    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        if (_writing is not null)
        {
            await _writing;
        }
    }

    private void Add(Job job)
    {
        _writing ??= Task.Run(WriteAsync);
        _jobs.Writer.TryWrite(job);
    }

    private async Task WriteAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
        {
            try
            {
                Write(job);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                writer.End(RecordingStatus.Stopped, RecordingErrors.CannotBeWritten + e.Message);
                _failed.TrySetResult(RecordingErrors.CannotBeWritten + e.Message);
            }
            finally
            {
                Release(job);
            }
        }
    }

    private void Write(Job job)
    {
        if (job.Init is { } init)
        {
            writer.Begin(init, job.Start);
        }
        else if (job.End is { } status)
        {
            writer.End(status, job.Reason);
        }
        else if (writer.IsWriting)
        {
            writer.Append(job.Fragment);
            onWritten();
        }
    }

    private void Release(Job job)
    {
        if (job.Fragment.Array is { } buffer)
        {
            Interlocked.Add(ref _bytes, -job.Fragment.Count);
            Interlocked.Add(ref _ticks, -job.Duration.Ticks);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>One thing to do, in order: a file begins, grows or ends.</summary>
    private readonly record struct Job
    {
        internal byte[]? Init { get; init; }

        internal DateTimeOffset Start { get; init; }

        internal ArraySegment<byte> Fragment { get; init; }

        internal TimeSpan Duration { get; init; }

        internal RecordingStatus? End { get; init; }

        internal string? Reason { get; init; }
    }
}
