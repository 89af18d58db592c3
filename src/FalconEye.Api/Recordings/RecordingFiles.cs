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

    /// <summary>Deletes the file.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool Delete(Recording recording)
    {
        if (RecordingPath.Of(recording, _root) is not { } path)
        {
            return false;
        }

        using var folder = RecordingFolder.Open(_root, path.Folder);
        if (folder?.OpenFile(path.FileName) is not { } file)
        {
            return false;
        }

        file.Dispose();
        folder.DeleteFile(path.FileName);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The file of recording {RecordingId} is a link, or no regular file, and is not used")]
    private partial void LogRefused(string recordingId);
}
