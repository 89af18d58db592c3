using FalconEye.Api.Recordings.Retention;

namespace FalconEye.Api.Settings;

/// <summary>What a user can change while the system runs; the environment gives the defaults.</summary>
public sealed record SystemSettings
{
    /// <summary>The size of a new camera's picture.</summary>
    public required string DefaultResolution { get; init; }

    /// <summary>The frame rate of a new camera.</summary>
    public required int DefaultFramerate { get; init; }

    /// <summary>The node for network cameras without one of their own.</summary>
    public string? DefaultCameraNode { get; init; }

    /// <summary>The node for recorders whose camera has none.</summary>
    public string? DefaultRecorderNode { get; init; }

    /// <summary>When the cleanup runs, as a cron expression.</summary>
    public required string CleanupInterval { get; init; }

    /// <summary>How long a camera may be <c>creating</c>, in minutes.</summary>
    public required int CreatingTimeoutMinutes { get; init; }

    /// <summary>What is kept of recordings; <see langword="null"/> in files of versions that had no such limits.</summary>
    public RetentionLimits? Retention { get; init; }

    /// <summary>
    /// The assistant's tools that are switched on; <see langword="null"/> until a user chooses, which leaves it to the environment.
    /// </summary>
    public IReadOnlyList<string>? ChatbotTools { get; init; }
}
