using FalconEye.Data.Recordings;

namespace FalconEye.Api.Recordings;

/// <summary>
/// The files of recordings on this machine. What a recorder reported is a claim: nothing outside the recordings folder is touched.
/// </summary>
internal sealed partial class RecordingFiles(ServerOptions options, ILogger<RecordingFiles> logger)
{
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.RecordingsPath)) + Path.DirectorySeparatorChar;

    /// <summary>The file's path with every link resolved, or <see langword="null"/> when it is not there or lies elsewhere.</summary>
    internal string? Find(Recording recording)
    {
        var path = Path.GetFullPath(recording.FilePath);
        if (!path.StartsWith(_root, StringComparison.Ordinal) || !File.Exists(path))
        {
            return null;
        }

        if (File.ResolveLinkTarget(path, returnFinalTarget: true) is not null)
        {
            LogLink(recording.Id);
            return null;
        }

        return path;
    }

    /// <summary>Deletes the file.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool Delete(Recording recording)
    {
        if (Find(recording) is not { } path)
        {
            return false;
        }

        File.Delete(path);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The file of recording {RecordingId} is a symbolic link and is not served")]
    private partial void LogLink(string recordingId);
}
