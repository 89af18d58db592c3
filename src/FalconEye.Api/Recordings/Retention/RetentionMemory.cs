using System.Collections.Concurrent;

namespace FalconEye.Api.Recordings.Retention;

/// <summary>What is remembered from one look at the disks to the next.</summary>
internal sealed class RetentionMemory
{
    /// <summary>A disk that is mounted again is seen as quickly as this.</summary>
    private static readonly TimeSpan SkippedFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, WriteRate> _rates = new();
    private readonly HashSet<int> _skipped = [];
    private DateTimeOffset _skippedSince;

    /// <summary>How quickly the disk of a machine fills.</summary>
    internal WriteRate RateOf(string node) => _rates.GetOrAdd(node, _ => new WriteRate());

    /// <summary>The disks that had less free than must stay free, and nothing left to delete.</summary>
    internal ConcurrentDictionary<string, bool> Short { get; } = new();

    /// <summary>What recordings take, by camera; summed up again every few minutes, since that reads a row of each.</summary>
    internal StoredBytes? Stored { get; set; }

    /// <summary>Forgets after a while what could not be deleted, so that it is tried again.</summary>
    internal void ForgetSkipped(DateTimeOffset now)
    {
        if (now - _skippedSince >= SkippedFor)
        {
            _skipped.Clear();
            _skippedSince = now;
        }
    }

    /// <summary>Leaves a recording alone for a while whose file is not there, or cannot be deleted.</summary>
    internal void Skip(string recordingId) => _skipped.Add(recordingId.GetHashCode(StringComparison.Ordinal));

    /// <summary>
    /// Whether a recording is left alone for now. It may be one that another's hash stands for; the next time it has another turn. A million
    /// ids of a disk that is not mounted would take ten times the memory.
    /// </summary>
    internal bool IsSkipped(string recordingId) => _skipped.Contains(recordingId.GetHashCode(StringComparison.Ordinal));
}
