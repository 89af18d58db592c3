using System.Globalization;

namespace FalconEye.Api.Recordings.Previews;

/// <summary>
/// Previews that were made, in the data folder: a folder for each recording, so that they go with it. They take at most a hundredth of what
/// recordings take and <see cref="MostBytes"/>; those that were not looked at for longest go first.
/// </summary>
internal sealed partial class PreviewCache(ServerOptions options, TimeProvider time, ILogger<PreviewCache> logger)
{
    private const long MostBytes = 512L * 1024 * 1024;
    private const int ShareOfRecordings = 100;
    private const int Block = 4096;
    private const int MaxIdLength = 100;
    private const long Megabyte = 1024 * 1024;
    private const string PartSuffix = ".part";
    private static readonly TimeSpan LimitLifetime = TimeSpan.FromMinutes(1);

    private readonly string _root = Path.Combine(Path.GetFullPath(options.DataDirectory), "previews");
    private readonly Lock _lock = new();
    private long? _bytes;
    private long _limit;
    private DateTimeOffset _limitUntil;

    /// <summary>Whether <see cref="Limit"/> is to be told again what recordings take.</summary>
    internal bool NeedsLimit => time.GetUtcNow() >= _limitUntil;

    /// <summary>Tells what all recordings take.</summary>
    internal void Limit(long recordedBytes)
    {
        lock (_lock)
        {
            (_limit, _limitUntil) = (Math.Min(MostBytes, recordedBytes / ShareOfRecordings), time.GetUtcNow() + LimitLifetime);
        }
    }

    /// <summary>The preview of a recording's keyframe, if it is kept.</summary>
    internal byte[]? Find(string recordingId, TimeSpan keyframe)
    {
        if (FolderOf(recordingId) is not { } folder)
        {
            return null;
        }

        var path = Path.Combine(folder, NameOf(keyframe));
        try
        {
            var jpeg = File.Exists(path) ? File.ReadAllBytes(path) : [];
            if (jpeg.Length == 0)
            {
                return null;
            }

            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return jpeg;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It went at this moment, or cannot be read: it is made again.
            return null;
        }
    }

    /// <summary>Keeps a preview, if there is room for it. One that cannot be kept is made again when it is asked for.</summary>
    internal void Keep(string recordingId, TimeSpan keyframe, byte[] jpeg)
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
                if (RoundedUp(jpeg.Length) > _limit || IsDiskShort())
                {
                    return;
                }

                Write(folder, NameOf(keyframe), jpeg);
                _bytes += RoundedUp(jpeg.Length);
                if (_bytes > _limit)
                {
                    Trim();
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _bytes = null;
                LogNotKept(recordingId, e.Message);
            }
        }
    }

    /// <summary>Removes the previews of a recording that is deleted.</summary>
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
                LogNotRemoved(recordingId, e.Message);
            }

            _bytes = null;
        }
    }

    /// <summary>The recordings that have previews.</summary>
    internal IReadOnlyList<string> ListRecordings() =>
        Directory.Exists(_root) ? [.. Directory.EnumerateDirectories(_root).Select(folder => Path.GetFileName(folder))] : [];

    private static void Write(string folder, string name, byte[] jpeg)
    {
        // Readable by the server's user alone, by its umask.
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        File.WriteAllBytes(path + PartSuffix, jpeg);
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

    /// <summary>Recorders and the database come before pictures that can be made again.</summary>
    private bool IsDiskShort() => new DriveInfo(options.DataDirectory).AvailableFreeSpace < options.MinFreeDiskMb * Megabyte;

    private IEnumerable<FileInfo> Files() =>
        Directory.Exists(_root) ? new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories) : [];

    private static long TakenBy(FileInfo file) => file.Exists ? RoundedUp(file.Length) : 0;

    /// <summary>What a file of some bytes takes of a disk.</summary>
    private static long RoundedUp(long bytes) => (bytes + Block - 1) / Block * Block;

    private static string NameOf(TimeSpan keyframe) => string.Create(CultureInfo.InvariantCulture, $"{(long)keyframe.TotalMilliseconds}.jpg");

    /// <summary>The folder of a recording's previews. An id is a recorder's claim: one that is not like ours gets none.</summary>
    private string? FolderOf(string recordingId) =>
        recordingId.Length is > 0 and <= MaxIdLength && recordingId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? Path.Combine(_root, recordingId) : null;

    [LoggerMessage(LogLevel.Warning, "A preview of recording {RecordingId} could not be kept: {Reason}")]
    private partial void LogNotKept(string recordingId, string reason);

    [LoggerMessage(LogLevel.Warning, "The previews of recording {RecordingId} could not be removed: {Reason}")]
    private partial void LogNotRemoved(string recordingId, string reason);
}
