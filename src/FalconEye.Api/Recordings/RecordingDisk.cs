namespace FalconEye.Api.Recordings;

/// <summary>The disk that recordings of this machine are written to.</summary>
internal sealed class RecordingDisk(ServerOptions options)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>How full it is now; <see langword="null"/> in a cluster, where recordings lie on the disks of its nodes.</summary>
    internal DiskState? Read()
    {
        if (options.Kubernetes is not null || !Directory.Exists(options.RecordingsPath))
        {
            return null;
        }

        var drive = new DriveInfo(options.RecordingsPath);
        return new DiskState(drive.TotalSize, drive.AvailableFreeSpace, options.MinFreeDiskMb * Megabyte);
    }
}
