namespace FalconEye.Api.Recordings.Retention;

/// <summary>What the limits are held against.</summary>
/// <param name="Now">UTC.</param>
/// <param name="Limits">The whole system's limits.</param>
/// <param name="Cameras">Each camera, with its own limits.</param>
/// <param name="TotalBytes">What all recordings take; only read when there is a limit for it.</param>
/// <param name="Disks">The disks that can be reached. Recordings on other disks are not deleted.</param>
internal sealed record RetentionScene(
    DateTime Now, RetentionLimits Limits, IReadOnlyList<CameraShare> Cameras, long TotalBytes, IReadOnlyList<DiskNeed> Disks);

/// <summary>A camera's part.</summary>
/// <param name="Id">The camera.</param>
/// <param name="Name">Its name.</param>
/// <param name="KeepDays">Days that its recordings are kept, if not the whole system's.</param>
/// <param name="MaxGb">Gigabytes that they may take.</param>
/// <param name="Bytes">What they take; only read when there is a limit for it.</param>
internal sealed record CameraShare(Guid Id, string Name, int? KeepDays, double? MaxGb, long Bytes)
{
    /// <summary>Days that those with events are kept, if not the whole system's.</summary>
    internal int? KeepEventDays { get; init; }
}

/// <summary>What a disk needs.</summary>
/// <param name="Name">The machine, for users.</param>
/// <param name="Node">The machine whose recordings are on it; null when all are.</param>
/// <param name="FreeBytes">What is free now.</param>
/// <param name="LimitBytes">What must stay free.</param>
/// <param name="LeadBytes">What is made free ahead, so that the limit is not reached before the next look.</param>
internal sealed record DiskNeed(string Name, string? Node, long FreeBytes, long LimitBytes, long LeadBytes)
{
    /// <summary>What is missing.</summary>
    internal long MissingBytes => LimitBytes + LeadBytes - FreeBytes;
}
