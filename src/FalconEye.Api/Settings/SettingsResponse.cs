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
