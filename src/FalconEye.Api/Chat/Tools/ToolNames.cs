namespace FalconEye.Api.Chat.Tools;

/// <summary>The names of all tools, as they are in the settings, by what they may do.</summary>
internal static class ToolNames
{
    internal const string ListCameras = "list_cameras";
    internal const string GetCamera = "get_camera";
    internal const string ListNodes = "list_nodes";
    internal const string ListRecordings = "list_recordings";
    internal const string GetSystemStatus = "get_system_status";
    internal const string GetSettings = "get_settings";
    internal const string GetCameraLogs = "get_camera_logs";
    internal const string GetEvents = "get_events";
    internal const string DiagnoseCamera = "diagnose_camera";
    internal const string RecordingCoverage = "recording_coverage";
    internal const string StorageForecast = "storage_forecast";
    internal const string LookAtCamera = "look_at_camera";
    internal const string LookAtRecording = "look_at_recording";
    internal const string StartCamera = "start_camera";
    internal const string StopCamera = "stop_camera";
    internal const string RestartCamera = "restart_camera";
    internal const string StartRecording = "start_recording";
    internal const string StopRecording = "stop_recording";
    internal const string AddCamera = "add_camera";
    internal const string UpdateCamera = "update_camera";

    /// <summary>They look things up; on by default.</summary>
    internal static IReadOnlyList<string> Reading { get; } =
    [
        ListCameras, GetCamera, ListNodes, ListRecordings, GetSystemStatus, GetSettings, GetCameraLogs, GetEvents, DiagnoseCamera, RecordingCoverage,
        StorageForecast,
    ];

    /// <summary>They send pictures to the provider; off by default.</summary>
    internal static IReadOnlyList<string> Seeing { get; } = [LookAtCamera, LookAtRecording];

    /// <summary>They propose changes; off by default.</summary>
    internal static IReadOnlyList<string> Acting { get; } = [StartCamera, StopCamera, RestartCamera, StartRecording, StopRecording, AddCamera, UpdateCamera];

    internal static IReadOnlyList<string> All { get; } = [.. Reading, .. Seeing, .. Acting];

    /// <summary>Tools of the Python system that have another name here. Its dashboard and its ConfigMap name them: they are ignored.</summary>
    internal static IReadOnlyList<string> OfPythonSystem { get; } = ["get_cameras", "get_camera_details", "get_cluster_nodes"];
}
