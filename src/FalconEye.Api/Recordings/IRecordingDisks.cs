namespace FalconEye.Api.Recordings;

/// <summary>The disks that recordings are written to.</summary>
internal interface IRecordingDisks
{
    /// <summary>All disks, by the machine's name. A node whose recorders do not answer, or that has none, is not among them.</summary>
    Task<IReadOnlyList<NodeDisk>> ReadAsync(CancellationToken cancellationToken);
}
