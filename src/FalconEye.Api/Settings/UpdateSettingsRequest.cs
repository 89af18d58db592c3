using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Cameras;
using FalconEye.Api.Chat.Tools;
using FalconEye.Api.Recordings.Retention;

namespace FalconEye.Api.Settings;

/// <summary>Changes to the settings; what is absent stays as it is.</summary>
public sealed record UpdateSettingsRequest
{
    /// <summary>The size of a new camera's picture.</summary>
    [CameraResolution]
    public string? DefaultResolution { get; init; }

    /// <summary>The frame rate of a new camera.</summary>
    [Range(1, 60, ErrorMessage = "A frame rate is a whole number from 1 to 60.")]
    public int? DefaultFramerate { get; init; }

    /// <summary>The node for network cameras without one of their own; empty for none.</summary>
    public string? DefaultCameraNode { get; init; }

    /// <summary>The node for recorders whose camera has none; empty for none.</summary>
    public string? DefaultRecorderNode { get; init; }

    /// <summary>When the cleanup runs, as a cron expression of five fields.</summary>
    public string? CleanupInterval { get; init; }

    /// <summary>How long a camera may be <c>creating</c>, in minutes.</summary>
    [Range(1, 60, ErrorMessage = "The time-out is a whole number of minutes from 1 to 60.")]
    public int? CreatingTimeoutMinutes { get; init; }

    /// <summary>Limits of what is kept of recordings.</summary>
    public RetentionRequest? Retention { get; init; }

    /// <summary>
    /// A key for the assistant; checked with the provider before it is kept. Empty is as if absent: older dashboards always send it.
    /// </summary>
    [StringLength(500, ErrorMessage = "A key has at most 500 characters.")]
    public string? AnthropicApiKey
    {
        get;
        init => field = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>The assistant's tools that are switched on.</summary>
    public IReadOnlyList<string>? ChatbotTools
    {
        get;
        init => field = value is null ? null : [.. value.Except(ToolNames.OfPythonSystem)];
    }
}
