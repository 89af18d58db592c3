using System.Text.Json.Nodes;
using FalconEye.Api.CameraEvents;
using FalconEye.Api.Motion;
using FalconEye.Api.Recordings.Modes;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Cameras;

/// <summary>A camera as clients see it. Its address never shows the password.</summary>
public sealed record CameraResponse
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its protocol.</summary>
    public required CameraProtocol Protocol { get; init; }

    /// <summary>Where the camera is mounted; free text.</summary>
    public string? Location { get; init; }

    /// <summary>The address of a network camera, with <c>***</c> for its password.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>The address of its small stream, in the same form; null when it has none.</summary>
    public string? LiveSourceUrl { get; init; }

    /// <summary>The device of a USB camera, the host of another.</summary>
    public string? DevicePath { get; init; }

    /// <summary>Its node.</summary>
    public string? NodeName { get; init; }

    /// <summary>The name of its workload.</summary>
    public string? DeploymentName { get; init; }

    /// <summary>The name of its service.</summary>
    public string? ServiceName { get; init; }

    /// <summary>The port of its stream, while it has a service.</summary>
    public int? StreamPort { get; init; }

    /// <summary>The port of its control interface, while it has one.</summary>
    public int? ControlPort { get; init; }

    /// <summary>What it is doing.</summary>
    public required CameraStatus Status { get; init; }

    /// <summary>Frame size, width x height in pixels.</summary>
    public required string Resolution { get; init; }

    /// <summary>Its frames per second.</summary>
    public required int Framerate { get; init; }

    /// <summary>A client's own facts, and <c>error</c>: why it does not run.</summary>
    public required JsonObject Metadata { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>Where its stream is, while it has a service.</summary>
    public string? StreamUrl { get; init; }

    /// <summary>The server's port at which other programs read the camera over RTSP, by its id; null when it has none.</summary>
    public int? RtspPort { get; init; }

    /// <summary>The same over RTSP in TLS (<c>rtsps://</c>).</summary>
    public int? RtspsPort { get; init; }

    /// <summary>
    /// Always null: <c>motion</c>'s control interface is for the server alone, whose credential no one else has. Old clients look for it.
    /// </summary>
    public string? ControlUrl { get; }

    /// <summary>How it is read, once it has been opened.</summary>
    public CameraIngestResponse? Ingest { get; init; }

    /// <summary>When it is recorded: <c>off</c>, <c>always</c>, <c>schedule</c> or <c>events</c>.</summary>
    public required string RecordingMode { get; init; }

    /// <summary>The times of <c>schedule</c>; kept while another mode is chosen.</summary>
    public RecordingScheduleBody? RecordingSchedule { get; init; }

    /// <summary>How it is recorded with <c>events</c>; kept while another mode is chosen.</summary>
    public required CameraEventRecording RecordingEvents { get; init; }

    /// <summary>The limits of its recordings that are its own.</summary>
    public required CameraRetention Retention { get; init; }

    /// <summary>Its motion detection.</summary>
    public required CameraMotion Motion { get; init; }

    /// <summary>Why objects cannot be recognised on this server, and what to do; null when they can.</summary>
    public string? ObjectsProblem { get; init; }

    /// <summary>Whether the events that the camera itself reports are taken.</summary>
    public required CameraEventSettings CameraEvents { get; init; }

    /// <summary>Its workload's copies, while it has a workload.</summary>
    public WorkloadStatus? K8sStatus { get; init; }
}
