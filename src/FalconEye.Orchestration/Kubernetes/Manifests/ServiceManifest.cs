using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Manifests;

/// <summary>The Service under which a workload is reached.</summary>
internal static class ServiceManifest
{
    internal const string StreamPortName = "stream";
    internal const string RecorderPortName = "http";

    internal static V1Service Render(WorkloadSpec spec, KubernetesOptions options)
    {
        var isCamera = spec.Key.Component == WorkloadComponent.Camera;
        var service = new V1Service
        {
            ApiVersion = "v1",
            Kind = "Service",
            Metadata = DeploymentManifest.MetadataOf(spec, options),
            Spec = new V1ServiceSpec
            {
                Type = isCamera ? options.CameraServiceType.ToString() : nameof(CameraServiceType.ClusterIP),
                Selector = ClusterLabels.Of(spec.Key),
                Ports = [isCamera ? Port(StreamPortName, ContainerManifest.StreamPort) : Port(RecorderPortName, ContainerManifest.RecorderPort)],
            },
        };
        service.Metadata.Name = spec.ServiceName;
        service.Metadata.Annotations[ClusterLabels.Content] = DeploymentManifest.HashOf(service);
        return service;
    }

    /// <summary>Keeps what the cluster has allocated: the address, and the node ports of ports that stay.</summary>
    internal static V1Service KeepAllocations(V1Service wanted, V1Service current)
    {
        wanted.Spec.ClusterIP = current.Spec.ClusterIP;
        wanted.Spec.ClusterIPs = current.Spec.ClusterIPs;
        if (wanted.Spec.Type == nameof(CameraServiceType.NodePort))
        {
            foreach (var port in wanted.Spec.Ports)
            {
                port.NodePort = current.Spec.Ports?.FirstOrDefault(known => known.Name == port.Name)?.NodePort;
            }
        }

        return wanted;
    }

    private static V1ServicePort Port(string name, int port) => new() { Name = name, Port = port, TargetPort = port, Protocol = "TCP" };
}
