namespace FalconEye.Api.Recordings;

/// <summary>When the disk will be full.</summary>
/// <param name="Disk">How full it is now; null where this machine has no recordings.</param>
/// <param name="BytesPerDay">What all cameras that are recorded write in a day, by the rate of their last week.</param>
/// <param name="DaysUntilFull">Null when nothing is recorded, or the disk is elsewhere.</param>
/// <param name="FullAt">When that is, UTC.</param>
/// <param name="Cameras">Each camera's part.</param>
internal sealed record StorageForecastReport(
    DiskState? Disk, long BytesPerDay, double? DaysUntilFull, DateTime? FullAt, IReadOnlyList<CameraStorage> Cameras);
