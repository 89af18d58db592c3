using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Exports;

/// <summary>What is to be exported.</summary>
public sealed record ExportRequest
{
    /// <summary>The cameras, 1 to 16.</summary>
    [Required(ErrorMessage = "Name the cameras to export.")]
    [Length(1, 16, ErrorMessage = "An export has 1 to 16 cameras.")]
    public IReadOnlyList<Guid>? CameraIds { get; init; }

    /// <summary>The exact moment at which it begins.</summary>
    [Required(ErrorMessage = "Say when the export begins.")]
    public DateTimeOffset? From { get; init; }

    /// <summary>When it ends, at most 25 hours later; 31 days for a time-lapse.</summary>
    [Required(ErrorMessage = "Say when the export ends.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>Whether each picture shows the camera's name and when it was recorded. The pictures are then encoded again.</summary>
    public bool BurnInTime { get; init; }

    /// <summary>The time zone of the burned-in time, by its name in the IANA database, such as <c>Europe/Berlin</c>; UTC without one.</summary>
    [StringLength(64, ErrorMessage = "The name of a time zone has at most 64 characters.")]
    public string? TimeZone { get; init; }

    /// <summary>Makes a time-lapse of one camera, without sound.</summary>
    public TimeLapseRequest? TimeLapse { get; init; }
}

/// <summary>How fast a time-lapse is: one of both.</summary>
public sealed record TimeLapseRequest
{
    /// <summary>How many recorded seconds a second shows, 10 to 100,000.</summary>
    public double? Speed { get; init; }

    /// <summary>How many seconds it lasts, 1 to 1800.</summary>
    public double? Seconds { get; init; }
}
