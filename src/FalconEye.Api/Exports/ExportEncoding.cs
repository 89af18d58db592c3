namespace FalconEye.Api.Exports;

/// <summary>How the pictures of an export are encoded again.</summary>
/// <param name="BurnsInTime">Whether each picture shows the camera's name and when it was recorded.</param>
/// <param name="TimeZone">The time zone of that time, by its IANA name.</param>
/// <param name="Speed">How many recorded seconds a second of a time-lapse shows; <see langword="null"/> for all pictures with sound.</param>
internal sealed record ExportEncoding(bool BurnsInTime, string TimeZone, double? Speed)
{
    /// <summary>Whether it is a time-lapse.</summary>
    internal bool IsTimeLapse => Speed is not null;
}
