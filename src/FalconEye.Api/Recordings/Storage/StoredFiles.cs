using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Storage;

/// <summary>
/// Compares the files of this machine with the rows of the database: files that no row knows, and rows whose file is not there.
/// </summary>
internal sealed class StoredFiles(FalconEyeContext database, RecordingFiles files, ServerOptions options, TimeProvider time)
{
    /// <summary>The number of files of each kind that are named; the rest are counted.</summary>
    private const int MostNamed = 500;

    /// <summary>A younger file without a row may be one whose recorder has not reported it yet.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    /// <summary>Looks at every file and every row.</summary>
    internal async Task<StoredFilesReport> CompareAsync(CancellationToken cancellationToken)
    {
        if (options.Kubernetes is not null)
        {
            return StoredFilesReport.Unknown("In a cluster the files are on the disks of the nodes, which the server cannot look into.");
        }

        if (!Directory.Exists(options.RecordingsPath))
        {
            return StoredFilesReport.Unknown($"The recordings folder {options.RecordingsPath} is not there. Is its disk mounted?");
        }

        var comparison = new Comparison();
        foreach (var camera in files.ListCameras())
        {
            comparison.Cameras.Add(camera);
            await CompareCameraAsync(camera, comparison, cancellationToken);
        }

        await foreach (var row in RowsAsync(comparison.Cameras, cancellationToken))
        {
            comparison.AddMissing(row);
        }

        return new(null, comparison.FileCount, comparison.RowCount, comparison.Orphans, comparison.OrphanCount, comparison.OrphanBytes, comparison.Missing, comparison.MissingCount);
    }

    /// <summary>Whether a camera's rows know a file.</summary>
    internal async Task<bool> IsKnownAsync(string camera, string fileName, CancellationToken cancellationToken) =>
        await OfCamera(camera).AnyAsync(recording => recording.FileName == fileName, cancellationToken);

    private async Task CompareCameraAsync(string camera, Comparison comparison, CancellationToken cancellationToken)
    {
        var onDisk = files.List(camera).ToDictionary(file => file.Name, StringComparer.Ordinal);
        comparison.FileCount += onDisk.Count;
        await foreach (var row in OfCamera(camera).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            comparison.RowCount++;
            if (!onDisk.Remove(row.FileName) && row.Status != RecordingStatus.Recording)
            {
                comparison.AddMissing(row);
            }
        }

        var latest = time.GetUtcNow().UtcDateTime - Settled;
        foreach (var file in onDisk.Values.Where(file => file.LastWriteTimeUtc < latest).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            comparison.AddOrphan(new($"{camera}/{file.Name}", file.Length, file.LastWriteTimeUtc));
        }
    }

    private IQueryable<Recording> OfCamera(string camera)
    {
        var id = Guid.Parse(camera);
        return database.Recordings.AsNoTracking()
            .Where(recording => recording.CameraId == id || (recording.CameraId == null && recording.Id.StartsWith(camera)));
    }

    /// <summary>The finished recordings of cameras that have no folder at all.</summary>
    private async IAsyncEnumerable<Recording> RowsAsync(
        HashSet<string> folders, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cameras = await database.Recordings.Select(recording => recording.CameraId).Distinct().ToListAsync(cancellationToken);
        foreach (var camera in cameras.Where(camera => camera is null || !folders.Contains(camera.Value.ToString())))
        {
            await foreach (var row in database.Recordings.AsNoTracking().Where(recording => recording.CameraId == camera && recording.Status != RecordingStatus.Recording)
                .AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (camera is not null || Auth.CameraScope.CameraOf(row) is not { } former || !folders.Contains(former.ToString()))
                {
                    yield return row;
                }
            }
        }
    }

    private sealed class Comparison
    {
        internal HashSet<string> Cameras { get; } = [];

        internal int FileCount { get; set; }

        internal int RowCount { get; set; }

        internal List<OrphanedFile> Orphans { get; } = [];

        internal int OrphanCount { get; private set; }

        internal long OrphanBytes { get; private set; }

        internal List<RowWithoutFile> Missing { get; } = [];

        internal int MissingCount { get; private set; }

        internal void AddOrphan(OrphanedFile file)
        {
            (OrphanCount, OrphanBytes) = (OrphanCount + 1, OrphanBytes + file.Bytes);
            if (Orphans.Count < MostNamed)
            {
                Orphans.Add(file);
            }
        }

        internal void AddMissing(Recording row)
        {
            MissingCount++;
            if (Missing.Count < MostNamed)
            {
                Missing.Add(new(row.Id, row.CameraName, row.StartTime, row.FileName));
            }
        }
    }
}
