namespace FalconEye.Api.Recordings;

/// <summary>When disks will be full.</summary>
/// <param name="Disks">Each machine's; in a cluster those of which a recorder tells.</param>
/// <param name="BytesPerDay">What all cameras that are recorded write in a day, by the rate of their last week.</param>
/// <param name="DaysUntilFull">Until the first disk is full; null when nothing is recorded, or no disk is known.</param>
/// <param name="FullAt">When that is, UTC.</param>
/// <param name="Cameras">Each camera's part.</param>
internal sealed record StorageForecastReport(
    IReadOnlyList<DiskForecast> Disks, long BytesPerDay, double? DaysUntilFull, DateTime? FullAt, IReadOnlyList<CameraStorage> Cameras);
