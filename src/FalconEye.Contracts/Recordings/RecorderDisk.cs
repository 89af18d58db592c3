namespace FalconEye.Contracts.Recordings;

/// <summary>The disk that a recorder writes to.</summary>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">What the recorder can still write, its reserve included.</param>
/// <param name="ReservedBytes">What recordings leave free.</param>
public sealed record RecorderDisk(long TotalBytes, long FreeBytes, long ReservedBytes);
