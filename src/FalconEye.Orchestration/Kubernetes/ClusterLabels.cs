using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>The labels by which FalconEye knows its own (architecture.md, "Kubernetes resource model").</summary>
internal static class ClusterLabels
{
    internal const string App = "app";
    internal const string AppName = "falcon-eye";
    internal const string Component = "component";
    internal const string Protocol = "protocol";
    internal const string HostName = "kubernetes.io/hostname";
    internal const string FileServer = "file-server";

    /// <summary>Chooses everything that is FalconEye's.</summary>
    internal const string Everything = $"{App}={AppName}";

    /// <summary>The camera's name in full, which no label could hold.</summary>
    internal const string CameraName = "falcon-eye/camera-name";

    /// <summary>What the object was rendered from, as a hash: the same hash means that nothing need be written.</summary>
    internal const string Content = "falcon-eye/content";

    /// <summary>
    /// A random word that changes with a Secret's content, on the Secret and on the pods that use it, so that these start again. Not a
    /// hash: a short password could be guessed from it by users who may read pods.
    /// </summary>
    internal const string SecretVersion = "falcon-eye/secret-version";

    /// <summary>What <c>kubectl rollout restart</c> writes, too.</summary>
    internal const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    private const string CameraId = "camera-id";
    private const string RecorderFor = "recorder-for";

    /// <summary>The labels that every object of a workload has: enough to choose it, and never changed.</summary>
    internal static Dictionary<string, string> Of(WorkloadKey key) => new()
    {
        [App] = AppName,
        [Component] = key.Component == WorkloadComponent.Camera ? "camera" : "recorder",
        [key.Component == WorkloadComponent.Camera ? CameraId : RecorderFor] = key.CameraId.ToString(),
    };

    /// <summary>Chooses the objects of one workload.</summary>
    internal static string SelectorOf(WorkloadKey key) => string.Join(',', Of(key).Select(label => $"{label.Key}={label.Value}"));

    /// <summary>The workload that an object belongs to; <see langword="null"/> for one that belongs to none.</summary>
    internal static WorkloadKey? KeyOf(V1ObjectMeta metadata) => metadata.Labels is { } labels && labels.Contains(new(App, AppName))
        ? KeyOf(labels, CameraId, WorkloadComponent.Camera) ?? KeyOf(labels, RecorderFor, WorkloadComponent.Recorder)
        : null;

    private static WorkloadKey? KeyOf(IDictionary<string, string> labels, string label, WorkloadComponent component) =>
        labels.TryGetValue(label, out var text) && Guid.TryParse(text, out var id) ? new(id, component) : null;
}
