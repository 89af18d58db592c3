using System.Globalization;
using FalconEye.Data;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Recordings.Caches;

/// <summary>
/// What was made of recordings and can be made again, in the data folder: a folder for each recording, so that it goes with it. It takes at most a
/// hundredth of what recordings take and <see cref="MostBytes"/>; what was not asked for for longest goes first.
/// </summary>
/// <param name="name">The folder's name, and what is kept, as in "previews".</param>
/// <param name="suffix">The files' suffix.</param>
/// <param name="options">Where the data folder is.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of files that cannot be written or removed.</param>
internal abstract partial class RecordingCache(string name, string suffix, ServerOptions options, TimeProvider time, ILogger logger)
{
    private const long MostBytes = 512L * 1024 * 1024;
    private const int ShareOfRecordings = 100;
    private const int Block = 4096;
    private const int MaxIdLength = 100;
    private const long Megabyte = 1024 * 1024;
    private const string PartSuffix = ".part";
    private static readonly TimeSpan LimitLifetime = TimeSpan.FromMinutes(1);

    private readonly string _root = Path.Combine(Path.GetFullPath(options.DataDirectory), name);
    private readonly Lock _lock = new();
    private long? _bytes;
    private long _limit;
    private DateTimeOffset _limitUntil;

    /// <summary>What is kept of a recording under a key.</summary>
    internal byte[]? Find(string recordingId, long key)
    {
        if (FolderOf(recordingId) is not { } folder)
        {
            return null;
        }

        var path = Path.Combine(folder, NameOf(key));
        try
        {
            var content = File.Exists(path) ? File.ReadAllBytes(path) : [];
            if (content.Length == 0)
            {
                return null;
            }

            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It went at this moment, or cannot be read: it is made again.
            return null;
        }
    }

    /// <summary>Keeps something of a recording, if there is room for it. What cannot be kept is made again when it is asked for.</summary>
    /// <param name="recordingId">The recording.</param>
    /// <param name="key">Tells it from what else is kept of the recording.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="database">Knows how much recordings take.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    internal async Task KeepAsync(string recordingId, long key, byte[] content, FalconEyeContext database, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() >= _limitUntil)
        {
            Limit(await database.Recordings.SumAsync(item => item.FileSizeBytes ?? 0, cancellationToken));
        }

        Keep(recordingId, key, content);
    }

    private void Limit(long recordedBytes)
    {
        lock (_lock)
        {
            (_limit, _limitUntil) = (Math.Min(MostBytes, recordedBytes / ShareOfRecordings), time.GetUtcNow() + LimitLifetime);
        }
    }

    private void Keep(string recordingId, long key, byte[] content)
    {
        if (FolderOf(recordingId) is not { } folder)
        {
            return;
        }

        lock (_lock)
        {
            try
            {
                _bytes ??= Files().Sum(TakenBy);
                if (RoundedUp(content.Length) > _limit || IsDiskShort())
                {
                    return;
                }

                Write(folder, NameOf(key), content);
                _bytes += RoundedUp(content.Length);
                if (_bytes > _limit)
                {
                    Trim();
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _bytes = null;
                LogNotKept(name, recordingId, e.Message);
            }
        }
    }

    /// <summary>Removes what is kept of a recording that is deleted.</summary>
    internal void Remove(string recordingId)
    {
        if (FolderOf(recordingId) is not { } folder || !Directory.Exists(folder))
        {
            return;
        }

        lock (_lock)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // It is gone already.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogNotRemoved(name, recordingId, e.Message);
            }

            _bytes = null;
        }
    }

    /// <summary>The recordings of which something is kept.</summary>
    internal IReadOnlyList<string> ListRecordings() =>
        Directory.Exists(_root) ? [.. Directory.EnumerateDirectories(_root).Select(folder => Path.GetFileName(folder))] : [];

    private static void Write(string folder, string name, byte[] content)
    {
        // Readable by the server's user alone, by its umask.
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        File.WriteAllBytes(path + PartSuffix, content);
        File.Move(path + PartSuffix, path, overwrite: true);
    }

    /// <summary>Deletes what was not looked at for longest, and some more, so that it is not to be done again at once.</summary>
    private void Trim()
    {
        var files = Files().OrderBy(file => file.LastWriteTimeUtc).ToList();
        var (bytes, wanted) = (files.Sum(TakenBy), _limit / 10 * 9);
        foreach (var file in files.TakeWhile(_ => bytes > wanted))
        {
            bytes -= TakenBy(file);
            file.Delete();
            if (file.Directory is { } folder && !folder.EnumerateFileSystemInfos().Any())
            {
                folder.Delete();
            }
        }

        _bytes = bytes;
    }

    /// <summary>Recorders and the database come before what can be made again.</summary>
    private bool IsDiskShort() => new DriveInfo(options.DataDirectory).AvailableFreeSpace < options.MinFreeDiskMb * Megabyte;

    private IEnumerable<FileInfo> Files() =>
        Directory.Exists(_root) ? new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories) : [];

    private static long TakenBy(FileInfo file) => file.Exists ? RoundedUp(file.Length) : 0;

    /// <summary>What a file of some bytes takes of a disk.</summary>
    private static long RoundedUp(long bytes) => (bytes + Block - 1) / Block * Block;

    private string NameOf(long key) => string.Create(CultureInfo.InvariantCulture, $"{key}.{suffix}");

    /// <summary>The folder of a recording. An id is a recorder's claim: one that is not like ours gets none.</summary>
    private string? FolderOf(string recordingId) =>
        recordingId.Length is > 0 and <= MaxIdLength && recordingId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? Path.Combine(_root, recordingId) : null;

    [LoggerMessage(LogLevel.Warning, "Of recording {RecordingId} something could not be kept in {Folder}: {Reason}")]
    private partial void LogNotKept(string folder, string recordingId, string reason);

    [LoggerMessage(LogLevel.Warning, "What {Folder} has of recording {RecordingId} could not be removed: {Reason}")]
    private partial void LogNotRemoved(string folder, string recordingId, string reason);
}
