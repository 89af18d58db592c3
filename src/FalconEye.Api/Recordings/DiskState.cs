namespace FalconEye.Api.Recordings;

/// <summary>How full a disk is.</summary>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">What programs can still write.</param>
/// <param name="ReservedBytes">What recordings leave free (<c>MIN_FREE_DISK_MB</c>).</param>
internal sealed record DiskState(long TotalBytes, long FreeBytes, long ReservedBytes)
{
    /// <summary>What recordings can still take.</summary>
    public long UsableBytes => Math.Max(0, FreeBytes - ReservedBytes);

    /// <summary>Whether recordings are refused.</summary>
    public bool IsFull => FreeBytes <= ReservedBytes;
}
