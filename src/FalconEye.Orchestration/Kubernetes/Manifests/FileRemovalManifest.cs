using FalconEye.Contracts;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Manifests;

/// <summary>
/// The pod that removes one file of one node. It runs the recorder's program, which knows what a recording's file is and touches nothing
/// else.
/// </summary>
internal static class FileRemovalManifest
{
    internal const string Component = "file-removal";

    internal static V1Pod Render(string node, string file, KubernetesOptions options) => new()
    {
        ApiVersion = "v1",
        Kind = "Pod",
        Metadata = new V1ObjectMeta
        {
            Name = $"rm-{DeploymentManifest.HashOf($"{node}/{file}")}",
            NamespaceProperty = options.CamerasNamespace,
            Labels = new Dictionary<string, string> { [ClusterLabels.App] = ClusterLabels.AppName, [ClusterLabels.Component] = Component },
        },
        Spec = new V1PodSpec
        {
            RestartPolicy = "OnFailure",
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            NodeSelector = new Dictionary<string, string> { [ClusterLabels.HostName] = node },
            Tolerations = [new V1Toleration { OperatorProperty = "Exists" }],
            SecurityContext = DeploymentManifest.Unprivileged(),
            Containers =
            [
                new V1Container
                {
                    Name = Component,
                    Image = options.RecorderImage,
                    Args = ["--delete", file],
                    Env = [new V1EnvVar { Name = EnvironmentVariables.RecordingsPath, Value = options.RecordingsPath }],
                    Resources = new V1ResourceRequirements
                    {
                        Requests = new Dictionary<string, ResourceQuantity> { ["memory"] = new("32Mi"), ["cpu"] = new("10m") },
                        Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("128Mi"), ["cpu"] = new("250m") },
                    },
                    SecurityContext = ContainerManifest.Restricted(),
                    VolumeMounts = [ContainerManifest.RecordingsOf(file.Split('/')[0], options)],
                },
            ],
            Volumes = [DeploymentManifest.RecordingsOf(options)],
        },
    };
}
