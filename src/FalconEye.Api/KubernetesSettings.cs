using System.Text.Json;
using System.Text.RegularExpressions;
using FalconEye.Orchestration.Kubernetes;
using FalconEye.ServiceDefaults;

namespace FalconEye.Api;

/// <summary>
/// Reads how the server is to use a cluster (architecture.md, "Environment"). Kubernetes sets the first variable in every pod.
/// </summary>
internal static partial class KubernetesSettings
{
    /// <summary>Set in every pod: the address of the cluster's own API.</summary>
    internal const string InPodVariable = "KUBERNETES_SERVICE_HOST";

    internal const string RecordingsPath = "/data/falcon-eye/recordings";

    private const string Images = "ghcr.io/amazingct/falcon-eye-";

    /// <returns>Whether cameras run in a cluster: as <c>ORCHESTRATOR</c> says, else exactly when this is a pod.</returns>
    internal static bool AreWanted(SettingsReader settings) =>
        settings.OneOf("ORCHESTRATOR", IsInPod(settings) ? "kubernetes" : "local", "local", "kubernetes") == "kubernetes";

    internal static bool IsInPod(SettingsReader settings) => settings.Optional(InPodVariable) is not null;

    internal static KubernetesOptions Read(SettingsReader settings, string recordingsPath)
    {
        var options = new KubernetesOptions
        {
            Namespace = settings.Text("K8S_NAMESPACE", "falcon-eye"),
            CamerasNamespace = settings.Text("K8S_CAMERAS_NAMESPACE", settings.Text("K8S_NAMESPACE", "falcon-eye")),
            ConfigPath = settings.Optional("K8S_CONFIG_PATH"),
            ApiServer = settings.Optional("K8S_API_SERVER"),
            Token = settings.Optional("K8S_TOKEN"),
            CaFile = settings.Optional("K8S_CA_FILE"),
            CameraUsbImage = settings.Text("CAMERA_USB_IMAGE", Images + "camera-usb:latest"),
            CameraRtspImage = settings.Text("CAMERA_RTSP_IMAGE", Images + "camera-rtsp:latest"),
            RecorderImage = settings.Text("RECORDER_IMAGE", Images + "recorder:latest"),
            JetsonNodes = ReadJetsonNodes(settings),
            CameraServiceType = settings.OneOf("CAMERA_SERVICE_TYPE", "clusterip", "clusterip", "nodeport") == "nodeport"
                ? CameraServiceType.NodePort
                : CameraServiceType.ClusterIP,
            RecordingsPath = recordingsPath,
            FileServerToken = settings.Optional("FILE_SERVER_TOKEN"),
            Identity = settings.Text("POD_NAME", Environment.MachineName),
        };
        if (!NamespaceName().IsMatch(options.Namespace))
        {
            settings.Refuse("K8S_NAMESPACE", "a namespace: at most 63 lower-case letters, digits and hyphens");
        }

        if (!NamespaceName().IsMatch(options.CamerasNamespace))
        {
            settings.Refuse("K8S_CAMERAS_NAMESPACE", "a namespace: at most 63 lower-case letters, digits and hyphens");
        }

        if ((options.ConfigPath is { } file && !File.Exists(file)) || (options.ConfigPath is null && options.ApiServer is null && options.Token is not null))
        {
            settings.RefuseInWords(options.ConfigPath is null
                ? "K8S_TOKEN is set without K8S_API_SERVER."
                : $"K8S_CONFIG_PATH is \"{options.ConfigPath}\"; there is no such file.");
        }

        return options;
    }

    private static string[] ReadJetsonNodes(SettingsReader settings)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(settings.Text("JETSON_NODES", "[]")) ?? [];
        }
        catch (JsonException)
        {
            settings.Refuse("JETSON_NODES", "a JSON list of node names, for example [\"jetson-1\"]");
            return [];
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex NamespaceName();
}
