using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Cameras;

/// <summary>A camera to add.</summary>
public sealed record CreateCameraRequest
{
    /// <summary>What to call it: 1 to 255 characters, in any script.</summary>
    [Required(ErrorMessage = "A name is needed."), CameraName]
    public string? Name { get; init; }

    /// <summary>Its protocol.</summary>
    [Required(ErrorMessage = "A protocol is needed: usb, rtsp, onvif or http.")]
    public CameraProtocol? Protocol { get; init; }

    /// <summary>Where it hangs, as text for users.</summary>
    [StringLength(255, ErrorMessage = "A location has at most 255 characters.")]
    public string? Location { get; init; }

    /// <summary>The address of a network camera.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>
    /// The address of its small stream, for many pictures at once. Absent, an ONVIF camera is asked for one; an empty text is none.
    /// </summary>
    public string? LiveSourceUrl { get; init; }

    /// <summary>The device of a USB camera; <c>/dev/video0</c> if absent.</summary>
    public string? DevicePath { get; init; }

    /// <summary>The node that has a USB camera, or should serve a network camera.</summary>
    [StringLength(253, ErrorMessage = "A node's name has at most 253 characters.")]
    public string? NodeName { get; init; }

    /// <summary>The picture's size, for example <c>1280x720</c>; the default of the settings if absent.</summary>
    [CameraResolution]
    public string? Resolution { get; init; }

    /// <summary>Frames per second, 1 to 60; the default of the settings if absent.</summary>
    [Range(1, 60, ErrorMessage = "A frame rate is a whole number from 1 to 60.")]
    public int? Framerate { get; init; }

    /// <summary>A client's own facts about the camera.</summary>
    public JsonObject? Metadata { get; init; }
}
