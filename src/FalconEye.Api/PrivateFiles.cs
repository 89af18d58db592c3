namespace FalconEye.Api;

/// <summary>
/// Takes from other users what an earlier version, or a user with another umask, left readable: the data folder with keys, database and
/// settings, and the folder of recordings. What is made from now on is private by the process's umask.
/// </summary>
internal sealed partial class PrivateFiles(ServerOptions options)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Links are not followed: what they lead to is not ours. The first levels suffice, since no one passes a private folder.</summary>
    private static readonly EnumerationOptions FirstLevels = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 2,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    /// <summary>Tightens all at start, and says so in one line if there was anything to do.</summary>
    internal void Tighten(ILogger logger)
    {
        string[] folders = options.Kubernetes is null ? [options.DataDirectory, options.RecordingsPath] : [options.DataDirectory];
        var tightened = folders.Where(Directory.Exists).Distinct().SelectMany(WithContent).Count(TryTighten);
        if (tightened > 0)
        {
            LogTightened(logger, tightened, string.Join(" and ", folders));
        }
    }

    private static IEnumerable<FileSystemInfo> WithContent(string folder)
    {
        var root = new DirectoryInfo(folder);
        return root.EnumerateFileSystemInfos("*", FirstLevels).Prepend(root);
    }

    private static bool TryTighten(FileSystemInfo entry)
    {
        try
        {
            if ((entry.UnixFileMode & Others) == 0)
            {
                return false;
            }

            entry.UnixFileMode &= ~Others;
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            // Another user's, or gone meanwhile.
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} files and folders could be read by other users of this machine; now only by this one: {Folders}")]
    private static partial void LogTightened(ILogger logger, int count, string folders);
}
