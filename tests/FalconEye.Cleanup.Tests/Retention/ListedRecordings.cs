using FalconEye.Api.Recordings.Retention;

namespace FalconEye.Cleanup.Tests.Retention;

/// <summary>Recordings in memory, oldest first, which counts how many are looked at.</summary>
internal sealed class ListedRecordings(IReadOnlyList<RetentionRow> rows) : IOldestRecordings
{
    /// <summary>The recordings that have events.</summary>
    internal IReadOnlyCollection<string> WithEvents { get; init; } = [];

    /// <summary>How many rows were read.</summary>
    internal int Read { get; private set; }

    public async IAsyncEnumerable<RetentionRow> ReadAsync(
        RowFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var row in rows.Where(row =>
            (filter.CameraId is null || row.CameraId == filter.CameraId)
            && (!filter.OfDeletedCameras || row.CameraId is null)
            && (filter.Node is null || row.Node == filter.Node)
            && (!filter.WithoutEvents || !WithEvents.Contains(row.Id))
            && (filter.StartBefore is null || row.Start < filter.StartBefore)))
        {
            Read++;
            yield return row;
        }
    }
}
