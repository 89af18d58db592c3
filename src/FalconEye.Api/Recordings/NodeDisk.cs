namespace FalconEye.Api.Recordings;

/// <summary>The disk of a machine that recordings are written to.</summary>
/// <param name="Node">The machine.</param>
/// <param name="Disk">How full it is.</param>
internal sealed record NodeDisk(string Node, DiskState Disk);
