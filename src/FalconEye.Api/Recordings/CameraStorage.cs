namespace FalconEye.Api.Recordings;

/// <summary>What a camera writes.</summary>
/// <param name="Id">The camera.</param>
/// <param name="Name">Its name.</param>
/// <param name="Node">The machine that it is recorded on; null when it never was in the last week.</param>
/// <param name="IsRecorded">Whether it is meant to be recorded.</param>
/// <param name="BytesLastWeek">What it wrote in the last week.</param>
/// <param name="SecondsLastWeek">How much footage that is.</param>
/// <param name="BytesPerSecond">Its rate.</param>
/// <param name="BytesPerDay">What it will write in a day; 0 when it is not recorded.</param>
internal sealed record CameraStorage(
    Guid Id, string Name, string? Node, bool IsRecorded, long BytesLastWeek, double SecondsLastWeek, long BytesPerSecond, long BytesPerDay);
