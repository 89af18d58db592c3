namespace FalconEye.Api.Settings;

/// <summary>The settings as clients see them.</summary>
/// <param name="DefaultResolution">The size of a new camera's picture.</param>
/// <param name="DefaultFramerate">The frame rate of a new camera.</param>
/// <param name="DefaultCameraNode">The node for network cameras without one of their own.</param>
/// <param name="DefaultRecorderNode">The node for recorders whose camera has none.</param>
/// <param name="K8sNamespace">The namespace of the workloads.</param>
/// <param name="CleanupInterval">When the cleanup runs, as a cron expression.</param>
/// <param name="CreatingTimeoutMinutes">How long a camera may be <c>creating</c>.</param>
/// <param name="NodeIps">The nodes' addresses by name.</param>
/// <param name="Chatbot">The assistant.</param>
/// <param name="Encryption">Whether the server speaks HTTPS, and with which certificate.</param>
public sealed record SettingsResponse(
    string DefaultResolution,
    int DefaultFramerate,
    string? DefaultCameraNode,
    string? DefaultRecorderNode,
    string K8sNamespace,
    string CleanupInterval,
    int CreatingTimeoutMinutes,
    IReadOnlyDictionary<string, string> NodeIps,
    ChatbotSettings Chatbot,
    EncryptionFacts Encryption);
