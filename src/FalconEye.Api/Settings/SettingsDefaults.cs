namespace FalconEye.Api.Settings;

/// <summary>The settings that no one has changed.</summary>
internal static class SettingsDefaults
{
    internal static SystemSettings From(ServerOptions options, IConfiguration configuration) => new()
    {
        DefaultResolution = options.DefaultResolution.ToString(),
        DefaultFramerate = options.DefaultFramerate,
        DefaultCameraNode = Optional(configuration["DEFAULT_CAMERA_NODE"]),
        DefaultRecorderNode = Optional(configuration["DEFAULT_RECORDER_NODE"]),
        CleanupInterval = Optional(configuration["CLEANUP_INTERVAL"]) ?? "*/2 * * * *",
        CreatingTimeoutMinutes = options.CreatingTimeoutMinutes,
        Retention = options.Retention,
    };

    private static string? Optional(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
