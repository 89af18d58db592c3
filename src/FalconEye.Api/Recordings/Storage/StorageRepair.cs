using System.Globalization;
using System.Text.RegularExpressions;
using FalconEye.Api.Events;
using FalconEye.Contracts.Recordings;
using FalconEye.Data;
using FalconEye.Data.Events;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Storage;

/// <summary>Brings files and rows together again, as an administrator asks: adopts or deletes files, forgets rows.</summary>
internal sealed partial class StorageRepair(
    FalconEyeContext database, RecordingFiles files, StoredFiles stored, ServerOptions options, IHttpContextAccessor requests, TimeProvider time)
{
    /// <summary>Adds a row for each file.</summary>
    internal Task<StorageActionResponse> AdoptAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        ForEachAsync(names, (camera, file) => AdoptAsync(camera, file, cancellationToken), cancellationToken);

    /// <summary>Deletes each file.</summary>
    internal Task<StorageActionResponse> DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        ForEachAsync(names, (camera, file) => DeleteAsync(camera, file, cancellationToken), cancellationToken);

    /// <summary>Deletes rows whose file is not there.</summary>
    internal async Task<StorageActionResponse> ForgetAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (options.Kubernetes is not null || !files.ListCameras().Any(camera => files.List(camera).Any()))
        {
            return new(0, ["There is not one file in the recordings folder. Is its disk mounted? Nothing was forgotten."]);
        }

        var (done, problems) = (0, new List<string>());
        foreach (var id in ids)
        {
            if (id is null || await database.Recordings.FindAsync([id], cancellationToken) is not { } row)
            {
                problems.Add($"There is no recording {id}.");
            }
            else if (row.Status == RecordingStatus.Recording || files.Find(row) is not null)
            {
                problems.Add($"Recording {id} has a file, or is growing.");
            }
            else
            {
                row.DeletionReason = "its file was gone, and a person asked to forget it";
                database.Recordings.Remove(row);
                await database.SaveChangesAsync(cancellationToken);
                done++;
            }
        }

        return new(done, problems);
    }

    private async Task<StorageActionResponse> ForEachAsync(
        IReadOnlyList<string> names, Func<string, FileInfo, Task<string?>> act, CancellationToken cancellationToken)
    {
        var (done, problems) = (0, new List<string>());
        foreach (var name in names)
        {
            var problem = await FindAsync(name, cancellationToken) is var (camera, file, why) && file is not null ? await act(camera, file) : why;
            if (problem is null)
            {
                done++;
            }
            else
            {
                problems.Add(problem);
            }
        }

        return new(done, problems);
    }

    private async Task<(string Camera, FileInfo? File, string? Problem)> FindAsync(string? name, CancellationToken cancellationToken)
    {
        if (name?.Split('/') is not [var camera, var fileName]
            || !files.ListCameras().Contains(camera)
            || files.List(camera).FirstOrDefault(file => file.Name == fileName) is not { } found)
        {
            return ("", null, $"There is no file {name}.");
        }

        return await stored.IsKnownAsync(camera, fileName, cancellationToken)
            ? ("", null, $"{name} is a recording already.")
            : (camera, found, null);
    }

    private async Task<string?> AdoptAsync(string camera, FileInfo file, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(camera);
        var owner = await database.Cameras.FindAsync([id], cancellationToken);
        var match = NameOfRecording().Match(file.Name);
        var written = file.LastWriteTimeUtc;
        var start = match.Success && DateTime.TryParseExact(
            match.Groups["time"].Value, "yyyyMMdd_HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var named)
            ? named
            : written;
        var end = written > start ? written : start;
        var recordingId = await FindFreeIdAsync(camera, start, cancellationToken);
        database.Recordings.Add(new Recording
        {
            Id = recordingId,
            CameraId = owner?.Id,
            CameraDeleted = owner is null,
            CameraName = owner?.Name ?? (match.Success ? match.Groups["camera"].Value : camera),
            FilePath = file.FullName,
            FileName = file.Name,
            StartTime = start,
            EndTime = end,
            DurationSeconds = (end - start).TotalSeconds,
            FileSizeBytes = file.Length,
            Status = RecordingStatus.Completed,
            NodeName = Environment.MachineName,
        });
        await database.SaveChangesAsync(cancellationToken);
        return null;
    }

    private async Task<string?> DeleteAsync(string camera, FileInfo file, CancellationToken cancellationToken)
    {
        if (!files.DeleteUnknown(camera, file.Name))
        {
            return $"{camera}/{file.Name} cannot be deleted.";
        }

        database.Events.Add(new LoggedEvent
        {
            Time = time.GetUtcNow().UtcDateTime,
            Kind = EventKinds.OrphanedFileDeleted,
            CameraId = Guid.Parse(camera),
            Actor = requests.HttpContext is { } context ? Actor.Of(context) : Actor.System,
            Message = $"The file {file.Name}, which no recording had, was deleted.",
        });
        await database.SaveChangesAsync(cancellationToken);
        return null;
    }

    /// <summary>Of two that begin in the same second, the later takes the next second's, as recorders do it.</summary>
    private async Task<string> FindFreeIdAsync(string camera, DateTime start, CancellationToken cancellationToken)
    {
        for (var second = start; ; second = second.AddSeconds(1))
        {
            var id = IdOf(camera, second);
            if (!await database.Recordings.AnyAsync(row => row.Id == id, cancellationToken))
            {
                return id;
            }
        }
    }

    private static string IdOf(string camera, DateTime start) => string.Create(CultureInfo.InvariantCulture, $"{camera}_{start:yyyyMMddHHmmss}");

    [GeneratedRegex(@"\A(?<camera>.+)_(?<time>[0-9]{8}_[0-9]{6})\.mp4\z")]
    private static partial Regex NameOfRecording();
}
