using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace FalconEye.Api.Cameras;

/// <summary>Changes to a camera; what is absent stays as it is.</summary>
public sealed record UpdateCameraRequest
{
    /// <summary>A new name.</summary>
    [CameraName]
    public string? Name { get; init; }

    /// <summary>A new location; an empty one removes it.</summary>
    [StringLength(255, ErrorMessage = "A location has at most 255 characters.")]
    public string? Location { get; init; }

    /// <summary>A new address. The address as the API shows it, with <c>***</c> for the password, keeps the stored one.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>A new size.</summary>
    [CameraResolution]
    public string? Resolution { get; init; }

    /// <summary>A new frame rate.</summary>
    [Range(1, 60, ErrorMessage = "A frame rate is a whole number from 1 to 60.")]
    public int? Framerate { get; init; }

    /// <summary>A client's own facts, instead of those before.</summary>
    public JsonObject? Metadata { get; init; }
}
