using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Recorder.Recording;

/// <summary>Watches that the disk of the recordings does not fill up, which other programs of the machine would not survive.</summary>
public sealed class DiskSpace(RecorderSettings settings)
{
    private const long BytesPerMegabyte = 1024 * 1024;

    /// <summary>Bytes that this user can still write.</summary>
    public long Available => new DriveInfo(settings.RecordingsPath).AvailableFreeSpace;

    /// <summary>How full the disk is now.</summary>
    public RecorderDisk State
    {
        get
        {
            var drive = new DriveInfo(settings.RecordingsPath);
            return new RecorderDisk(drive.TotalSize, drive.AvailableFreeSpace, settings.MinFreeDisk);
        }
    }

    /// <summary>Why nothing may be recorded, or <see langword="null"/>.</summary>
    public string? Shortage
    {
        get
        {
            var available = Available;
            return available < settings.MinFreeDisk
                ? $"{RecordingErrors.DiskNearlyFull}{available / BytesPerMegabyte} MB are free, "
                    + $"{settings.MinFreeDisk / BytesPerMegabyte} MB must stay free ({EnvironmentVariables.MinFreeDiskMb})."
                : null;
        }
    }
}
