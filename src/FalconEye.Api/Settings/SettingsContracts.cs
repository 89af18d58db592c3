using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Cameras;
using FalconEye.Api.Chat.Tools;
using FalconEye.Api.Recordings.Retention;

namespace FalconEye.Api.Settings;

/// <summary>The settings as clients see them.</summary>
/// <param name="DefaultResolution">The size of a new camera's picture.</param>
/// <param name="DefaultFramerate">The frame rate of a new camera.</param>
/// <param name="DefaultCameraNode">The node for network cameras without one of their own.</param>
/// <param name="DefaultRecorderNode">The node for recorders whose camera has none.</param>
/// <param name="K8sNamespace">The namespace of the workloads.</param>
/// <param name="CleanupInterval">When the cleanup runs, as a cron expression.</param>
/// <param name="CreatingTimeoutMinutes">How long a camera may be <c>creating</c>.</param>
/// <param name="Retention">What is kept of recordings.</param>
/// <param name="NodeIps">The nodes' addresses by name.</param>
/// <param name="Chatbot">The assistant.</param>
/// <param name="Encryption">Whether the server speaks HTTPS, and with which certificate.</param>
/// <param name="Protections">The sandbox of FFmpeg; <see langword="null"/> when none runs on the server's machine.</param>
public sealed record SettingsResponse(
    string DefaultResolution,
    int DefaultFramerate,
    string? DefaultCameraNode,
    string? DefaultRecorderNode,
    string K8sNamespace,
    string CleanupInterval,
    int CreatingTimeoutMinutes,
    RetentionLimits Retention,
    IReadOnlyDictionary<string, string> NodeIps,
    ChatbotSettings Chatbot,
    EncryptionFacts Encryption,
    ProtectionSettings? Protections);

/// <summary>What keeps FFmpeg, relays and recorders from the rest of this machine, as text for users.</summary>
/// <param name="Active">The protections that are in force.</param>
/// <param name="Missing">Those that this machine lacks, each with its reason.</param>
public sealed record ProtectionSettings(IReadOnlyList<string> Active, IReadOnlyList<string> Missing);

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

/// <summary>Which cameras start again.</summary>
/// <param name="Message">A text for users.</param>
/// <param name="Restarted">Their names.</param>
public sealed record RestartAllResponse(string Message, IReadOnlyList<string> Restarted);

/// <summary>How many cameras are being deleted.</summary>
/// <param name="Message">A text for users.</param>
/// <param name="Count">The number.</param>
public sealed record DeleteAllResponse(string Message, int Count);
