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

    /// <summary>When it ends, at most 25 hours later.</summary>
    [Required(ErrorMessage = "Say when the export ends.")]
    public DateTimeOffset? To { get; init; }
}
