using FalconEye.Data.Recordings;

namespace FalconEye.Api.Recordings;

/// <summary>The files of recordings on this machine.</summary>
internal sealed partial class RecordingFiles(ServerOptions options, ILogger<RecordingFiles> logger)
{
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.RecordingsPath));

    /// <summary>The file's path, or <see langword="null"/> when it is not there or is not a recording's.</summary>
    internal string? Find(Recording recording)
    {
        using var file = Open(recording);
        return file is null ? null : Path.Combine(_root, RecordingPath.Of(recording, _root)!.Relative);
    }

    /// <summary>Opens the file for reading.</summary>
    /// <returns><see langword="null"/> when it is not there or is not a recording's.</returns>
    internal FileStream? Open(Recording recording)
    {
        if (RecordingPath.Of(recording, _root) is not { } path)
        {
            return null;
        }

        using var folder = RecordingFolder.Open(_root, path.Folder);
        var file = folder?.OpenFile(path.FileName);
        if (file is null && File.Exists(Path.Combine(_root, path.Relative)))
        {
            LogRefused(recording.Id);
        }

        return file;
    }

    /// <summary>Takes the file out of its folder, to be deleted once its row is, or put back.</summary>
    /// <returns><see langword="null"/> when it is not there or is not a recording's.</returns>
    /// <exception cref="IOException">It cannot be moved: the disk is full, or gone.</exception>
    internal FileSetAside? SetAside(Recording recording)
    {
        if (RecordingPath.Of(recording, _root) is not { } path)
        {
            return null;
        }

        var folder = RecordingFolder.Open(_root, path.Folder);
        if (folder?.OpenFile(path.FileName) is not { } file)
        {
            folder?.Dispose();
            return null;
        }

        file.Dispose();
        return FileSetAside.Take(folder, path.Folder, path.FileName);
    }

    /// <summary>The folders of cameras, by id; none when the recordings folder is not there.</summary>
    internal IEnumerable<string> ListCameras() => Directory.Exists(_root)
        ? Directory.EnumerateDirectories(_root).Select(Path.GetFileName).Where(name => Guid.TryParseExact(name, "D", out _)).Select(name => name!)
        : [];

    /// <summary>The regular files of a camera that look like recordings.</summary>
    internal IEnumerable<FileInfo> List(string camera) => new DirectoryInfo(Path.Combine(_root, camera)) is { Exists: true, LinkTarget: null } folder
        ? folder.EnumerateFiles("*.mp4").Where(file => !file.Name.StartsWith('.') && file.LinkTarget is null)
        : [];

    /// <summary>Deletes a file that no row knows.</summary>
    /// <returns>False when it is not there, or no regular file.</returns>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    internal bool DeleteUnknown(string camera, string fileName)
    {
        using var folder = RecordingFolder.Open(_root, camera);
        using var file = folder?.OpenFile(fileName);
        if (file is null)
        {
            return false;
        }

        folder!.DeleteFile(fileName);
        return true;
    }

    /// <summary>What an earlier run of the server set aside and neither deleted nor put back, by camera.</summary>
    internal IEnumerable<FileSetAside> FindSetAside() => ListCameras().SelectMany(FindSetAside);

    /// <summary>Whether a path of a recording is that of a file in a camera's folder.</summary>
    internal bool IsAt(Recording recording, string folder, string fileName) => RecordingPath.Of(recording, _root) == new RecordingPath(folder, fileName);

    private IEnumerable<FileSetAside> FindSetAside(string camera)
    {
        using var folder = RecordingFolder.Open(_root, camera);
        using var aside = folder?.OpenInner(FileSetAside.FolderName, create: false);
        foreach (var name in aside?.ListFiles() ?? [])
        {
            if (RecordingFolder.Open(_root, camera) is { } own)
            {
                yield return FileSetAside.Find(own, camera, name);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The file of recording {RecordingId} is a link, has a second name (hard link) or is no regular file, and is not used")]
    private partial void LogRefused(string recordingId);
}
