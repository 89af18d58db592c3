using FalconEye.Contracts.Cameras;

namespace FalconEye.Data.Cameras;

/// <summary>A camera: what a person entered, what they want of it, and how it was last seen.</summary>
public sealed class Camera
{
    /// <summary>Its id, for ever.</summary>
    public required Guid Id { get; init; }

    /// <summary>What people call it; not unique, in any script.</summary>
    public required string Name { get; set; }

    /// <summary>The name made fit for a DNS label, unique among cameras; made once, so that renaming moves no workload.</summary>
    public required string Slug { get; init; }

    /// <summary>How it is reached.</summary>
    public required CameraProtocol Protocol { get; init; }

    /// <summary>Where it hangs, in words.</summary>
    public string? Location { get; set; }

    /// <summary>The address of a network camera, with its credentials.</summary>
    public string? SourceUrl { get; set; }

    /// <summary>The device of a USB camera, or the host of a network camera.</summary>
    public string? DevicePath { get; set; }

    /// <summary>The node it belongs to; <c>LAN</c> for a network camera without one.</summary>
    public string? NodeName { get; set; }

    /// <summary>What makes it the same camera as another: node and device, or host, port and path. Unique.</summary>
    public required string SourceIdentity { get; set; }

    /// <summary>Wanted size, <c>WIDTHxHEIGHT</c> in pixels.</summary>
    public required string Resolution { get; set; }

    /// <summary>Wanted frames per second.</summary>
    public required int Framerate { get; set; }

    /// <summary>A client's own facts about the camera, a JSON object.</summary>
    public string Metadata { get; set; } = "{}";

    /// <summary>What its workload does.</summary>
    public CameraStatus Status { get; set; } = CameraStatus.Stopped;

    /// <summary>Why it does not run, in words.</summary>
    public string? LastError { get; set; }

    /// <summary>Whether a person wants it running: the reconciler makes it so after any restart.</summary>
    public bool WantedRunning { get; set; }

    /// <summary>Whether a person wants it recorded.</summary>
    public bool WantedRecording { get; set; }

    /// <summary>When it was last asked to start, UTC.</summary>
    public DateTime? StartRequestedAt { get; set; }

    /// <summary>The person who added it; <see langword="null"/> when that is not known.</summary>
    public Guid? CreatedById { get; init; }

    /// <summary>When it was added, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    public required DateTime UpdatedAt { get; set; }

    /// <summary>A person wants it running. One that runs already is left as it is.</summary>
    public void RequestStart(DateTime now)
    {
        if (!WantedRunning)
        {
            RequestRestart(now);
        }
    }

    /// <summary>A person wants it started afresh.</summary>
    public void RequestRestart(DateTime now)
    {
        (WantedRunning, Status, LastError) = (true, CameraStatus.Creating, null);
        (StartRequestedAt, UpdatedAt) = (now, now);
    }

    /// <summary>A person wants it neither running nor recorded.</summary>
    public void RequestStop(DateTime now)
    {
        (WantedRunning, WantedRecording, Status, LastError) = (false, false, CameraStatus.Stopped, null);
        UpdatedAt = now;
    }

    /// <summary>A person wants it gone: its workloads first, then the row.</summary>
    public void RequestDeletion(DateTime now)
    {
        RequestStop(now);
        Status = CameraStatus.Deleting;
    }
}
