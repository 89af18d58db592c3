namespace FalconEye.Contracts.Recordings;

/// <summary>
/// How the errors of recordings begin that say why one ended. Recorders write them for users; the server tells the causes of gaps and of
/// trouble by these beginnings, which is why both take them from here.
/// </summary>
public static class RecordingErrors
{
    /// <summary>The disk has less free than must stay free.</summary>
    public const string DiskNearlyFull = "Disk nearly full: ";

    /// <summary>The file could not be written, as on a disk without space or a share that is gone.</summary>
    public const string CannotBeWritten = "The recording cannot be written: ";

    /// <summary>The recorder itself ended or failed; the camera had no part in it.</summary>
    public const string RecorderLost = "The recorder ";
}
