namespace FalconEye.Data.Cameras;

/// <summary>
/// How the subscription to a camera's own events fares. Observed, and written by the server that leads; any server answers with it.
/// </summary>
public sealed class CameraSubscription
{
    /// <summary>The longest problem that is stored, in characters.</summary>
    public const int MaxProblemLength = 1000;

    /// <summary>The camera.</summary>
    public required Guid CameraId { get; init; }

    /// <summary>Since when its events come, UTC; <see langword="null"/> while they do not.</summary>
    public DateTime? Since { get; set; }

    /// <summary>When it last reported an event that was logged, UTC.</summary>
    public DateTime? LastEventAt { get; set; }

    /// <summary>Why its events do not come, or not all of them, as text for users; <see langword="null"/> for no problem.</summary>
    public string? Problem { get; set; }
}
