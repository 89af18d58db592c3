using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Recorder.Recording;

/// <summary>Watches that the disk of the recordings does not fill up, which other programs of the machine would not survive.</summary>
public sealed class DiskSpace(RecorderSettings settings)
{
    private const long BytesPerMegabyte = 1024 * 1024;

    /// <summary>Bytes that this user can still write.</summary>
    public long Available => Drive.AvailableFreeSpace;

    /// <summary>How full the disk is now.</summary>
    public RecorderDisk State
    {
        get
        {
            var drive = Drive;
            return new RecorderDisk(drive.TotalSize, drive.AvailableFreeSpace, settings.MinFreeDisk);
        }
    }

    /// <summary>In a pod only the camera's own folder is on the node's disk; the one above it is the image's.</summary>
    private DriveInfo Drive
    {
        get
        {
            var folder = Path.Combine(settings.RecordingsPath, settings.CameraId.ToString());
            return new DriveInfo(Directory.Exists(folder) ? folder : settings.RecordingsPath);
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
