using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using FalconEye.Api.CameraEvents;
using FalconEye.Api.Motion;
using FalconEye.Api.Recordings.Modes;
using FalconEye.Api.Recordings.Retention;

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

    /// <summary>A new address of its small stream, with <c>***</c> as above; an empty one removes it.</summary>
    public string? LiveSourceUrl { get; init; }

    /// <summary>New frame size, width x height in pixels.</summary>
    [CameraResolution]
    public string? Resolution { get; init; }

    /// <summary>A new frame rate.</summary>
    [Range(1, 60, ErrorMessage = "A frame rate is a whole number from 1 to 60.")]
    public int? Framerate { get; init; }

    /// <summary>Limits of its recordings.</summary>
    public CameraRetention? Retention { get; init; }

    /// <summary>When it is recorded: <c>off</c>, <c>always</c>, <c>schedule</c> or <c>events</c>.</summary>
    public string? RecordingMode { get; init; }

    /// <summary>The times of <c>schedule</c>.</summary>
    public RecordingScheduleBody? RecordingSchedule { get; init; }

    /// <summary>How it is recorded with <c>events</c>, instead of that before.</summary>
    public CameraEventRecording? RecordingEvents { get; init; }

    /// <summary>Its motion detection, instead of that before.</summary>
    public CameraMotion? Motion { get; init; }

    /// <summary>Whether the events that the camera itself reports are taken.</summary>
    public CameraEventSettings? CameraEvents { get; init; }

    /// <summary>A client's own facts, instead of those before.</summary>
    public JsonObject? Metadata { get; init; }
}
