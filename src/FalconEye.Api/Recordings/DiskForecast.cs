namespace FalconEye.Api.Recordings;

/// <summary>When the disk of a machine will be full.</summary>
/// <param name="Node">The machine.</param>
/// <param name="Disk">How full it is now.</param>
/// <param name="BytesPerDay">What the cameras that are recorded there write in a day, by the rate of their last week.</param>
/// <param name="DaysUntilFull">Null when nothing is recorded there.</param>
/// <param name="FullAt">When that is, UTC.</param>
internal sealed record DiskForecast(string Node, DiskState Disk, long BytesPerDay, double? DaysUntilFull, DateTime? FullAt);
