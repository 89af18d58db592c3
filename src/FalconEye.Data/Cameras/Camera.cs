using FalconEye.Contracts.Cameras;

namespace FalconEye.Data.Cameras;

/// <summary>
/// A camera: what users entered, its desired state, which only their requests change, and its observed state, which the reconciler writes.
/// A request also puts the status to what follows from it until the reconciler has looked.
/// </summary>
public sealed class Camera : IVersioned
{
    /// <summary>Its id, for ever.</summary>
    public required Guid Id { get; init; }

    /// <summary>What users call it; not unique, in any script.</summary>
    public required string Name { get; set; }

    /// <summary>The name made fit for a DNS label, unique among cameras; made once, so that renaming moves no workload.</summary>
    public required string Slug { get; init; }

    /// <summary>Its protocol.</summary>
    public required CameraProtocol Protocol { get; init; }

    /// <summary>Where it hangs, as text for users.</summary>
    public string? Location { get; set; }

    /// <summary>The address of a network camera, with its credentials.</summary>
    public string? SourceUrl { get; set; }

    /// <summary>
    /// The address of the small stream that many pictures at once are made of; one without user and password has those of
    /// <see cref="SourceUrl"/> at the same server. <see langword="null"/> for none.
    /// </summary>
    public string? LiveSourceUrl { get; set; }

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

    /// <summary>What its motion detection looks for: a JSON object; <see langword="null"/> while it is off.</summary>
    public string? Motion { get; set; }

    /// <summary>Desired: whether the events that the camera itself reports are taken, over ONVIF, while it is to run.</summary>
    public bool TakesEvents { get; set; }

    /// <summary>Observed: what its workload does.</summary>
    public CameraStatus Status { get; private set; } = CameraStatus.Stopped;

    /// <summary>Observed: why it does not run, for users.</summary>
    public string? LastError { get; private set; }

    /// <summary>Desired: whether it runs. The reconciler makes it so after any restart.</summary>
    public bool DesiredRunning { get; private set; }

    /// <summary>Desired: whether and when it is recorded.</summary>
    public DesiredRecording DesiredRecording { get; private set; }

    /// <summary>Desired: when it is recorded by schedule, as text; kept while another mode is chosen.</summary>
    public string? RecordingSchedule { get; set; }

    /// <summary>Desired: how it is recorded on events: a JSON object; kept while another mode is chosen.</summary>
    public string? RecordingEvents { get; set; }

    /// <summary>Days that its recordings are kept; <see langword="null"/> for as many as the whole system's.</summary>
    public int? KeepDays { get; set; }

    /// <summary>Days that its recordings with events are kept, if longer; <see langword="null"/> for as many as the whole system's.</summary>
    public int? KeepEventDays { get; set; }

    /// <summary>Gigabytes (2^30 bytes) that its recordings may take; <see langword="null"/> for no limit of its own.</summary>
    public double? MaxGb { get; set; }

    /// <summary>When the desired recording last changed, UTC; <see langword="null"/> if it never did.</summary>
    public DateTime? RecordingRequestedAt { get; private set; }

    /// <summary>When a start or restart was last requested, UTC.</summary>
    public DateTime? StartRequestedAt { get; private set; }

    /// <inheritdoc/>
    public long Version { get; private set; }

    /// <summary>The user who added it; <see langword="null"/> when that is not known.</summary>
    public Guid? CreatedById { get; init; }

    /// <summary>When it was added, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    public required DateTime UpdatedAt { get; set; }

    /// <summary>Requests that it runs. One that runs is left as it is; one that failed is started again at once.</summary>
    public void RequestStart(DateTime now)
    {
        if (!DesiredRunning || Status == CameraStatus.Error)
        {
            RequestRestart(now);
        }
    }

    /// <summary>Requests that it runs, from a fresh start. Ignored while it is being deleted, as the other requests are.</summary>
    public void RequestRestart(DateTime now)
    {
        if (Status == CameraStatus.Deleting)
        {
            return;
        }

        (DesiredRunning, Status, LastError) = (true, CameraStatus.Creating, null);
        (StartRequestedAt, UpdatedAt) = (now, now);
    }

    /// <summary>Requests that it neither runs nor is recorded. A schedule and recording on events stay, for when it runs again.</summary>
    public void RequestStop(DateTime now)
    {
        if (Status == CameraStatus.Deleting)
        {
            return;
        }

        if (DesiredRecording.Mode == RecordingMode.Always)
        {
            RequestRecording(DesiredRecording.Off, now);
        }

        (DesiredRunning, Status, LastError) = (false, CameraStatus.Stopped, null);
        UpdatedAt = now;
    }

    /// <summary>Whether its recorder should be recording at a moment: what follows from its mode and its schedule.</summary>
    public bool IsRecordingDesiredAt(DateTimeOffset now) => DesiredRecording.IsActiveAt(
        now, DesiredRecording.Mode == RecordingMode.Schedule ? WeeklySchedule.Parse(RecordingSchedule) : null);

    /// <summary>
    /// Requests that it is recorded, or not. A camera that is not to run cannot be recorded; a schedule and recording on events wait until it runs.
    /// </summary>
    public void RequestRecording(DesiredRecording desired, DateTime now)
    {
        if (DesiredRecording == desired || (desired.Mode == RecordingMode.Always && !DesiredRunning))
        {
            return;
        }

        (DesiredRecording, RecordingRequestedAt, UpdatedAt) = (desired, now, now);
    }

    /// <summary>Requests that it is removed: its workloads first, then the row.</summary>
    public void RequestDeletion(DateTime now)
    {
        RequestStop(now);
        Status = CameraStatus.Deleting;
    }

    /// <summary>Stores what was observed. For the reconciler only.</summary>
    public void Observe(CameraStatus status, string? error, DateTime now) => (Status, LastError, UpdatedAt) = (status, error, now);
}
