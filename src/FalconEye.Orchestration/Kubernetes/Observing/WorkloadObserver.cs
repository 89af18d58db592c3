using FalconEye.Orchestration.Kubernetes.Caching;
using FalconEye.Orchestration.Kubernetes.Manifests;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Observing;

/// <summary>Puts together what the caches know of a workload. No call leaves this process.</summary>
internal sealed class WorkloadObserver(ClusterCaches caches)
{
    /// <returns><see langword="null"/> when nothing of the workload is in the cluster.</returns>
    internal WorkloadObservation? Observe(WorkloadKey key)
    {
        var deployment = caches.Deployments.FirstOf(key);
        var service = caches.Services.FirstOf(key);
        var known = deployment?.Metadata ?? service?.Metadata ?? caches.Secrets.FirstOf(key)?.Metadata;
        if (known is null)
        {
            return null;
        }

        var pod = CurrentPodOf(key);
        var state = StateOf(deployment, pod);
        return new WorkloadObservation
        {
            Key = key,
            Name = known.Name,
            CameraName = known.Annotations is { } annotations && annotations.TryGetValue(ClusterLabels.CameraName, out var name) ? name : known.Name,
            ServiceName = service?.Metadata.Name ?? "",
            Phase = state.Phase,
            Reason = state.Reason,
            DeployedAt = known.CreationTimestamp is { } created ? new DateTimeOffset(created) : DateTimeOffset.MinValue,
            NodeName = pod?.Spec?.NodeName,
            Restarts = PodReader.RestartsOf(pod),
            Address = AddressOf(service, key.Component == WorkloadComponent.Camera ? ServiceManifest.StreamPortName : ServiceManifest.RecorderPortName),
            ControlAddress = IsUsb(known) ? ControlAddressOf(pod) : null,
            StreamPort = PortOf(service, key.Component == WorkloadComponent.Camera ? ServiceManifest.StreamPortName : ServiceManifest.RecorderPortName),
            ControlPort = IsUsb(known) ? ContainerManifest.ControlPort : null,
        };
    }

    /// <summary>The newest pod, of those that are not being ended if there is one.</summary>
    internal V1Pod? CurrentPodOf(WorkloadKey key) => caches.Pods.Of(key)
        .OrderBy(pod => pod.Metadata.DeletionTimestamp is not null)
        .ThenByDescending(pod => pod.Metadata.CreationTimestamp)
        .FirstOrDefault();

    private PodState StateOf(V1Deployment? deployment, V1Pod? pod)
    {
        if (deployment is null || deployment.Metadata.DeletionTimestamp is not null)
        {
            return new(WorkloadPhase.Starting, "It is being removed.");
        }

        // A change that the cluster has not taken up yet: what runs is still what was before.
        if (deployment.Status?.ObservedGeneration is not { } observed || observed < deployment.Metadata.Generation)
        {
            return new(WorkloadPhase.Starting);
        }

        if (pod is not null)
        {
            return PodReader.Read(pod, pod.Spec?.NodeName is { } node ? caches.Nodes.Find(node) : null);
        }

        var refused = deployment.Status.Conditions?.FirstOrDefault(condition => condition is { Type: "ReplicaFailure", Status: "True" });
        return refused is null ? new(WorkloadPhase.Starting) : new(WorkloadPhase.Failing, $"The cluster refuses it: {refused.Message}");
    }

    private static bool IsUsb(V1ObjectMeta metadata) =>
        metadata.Labels is { } labels && labels.TryGetValue(ClusterLabels.Protocol, out var protocol) && protocol == "usb";

    private static Uri? AddressOf(V1Service? service, string port) =>
        service?.Spec?.ClusterIP is { Length: > 0 } ip && ip != "None" && service.Spec.Ports?.FirstOrDefault(known => known.Name == port) is { } found
            ? new UriBuilder(Uri.UriSchemeHttp, ip, found.Port).Uri
            : null;

    /// <summary>The control port of <c>motion</c> is in no Service, which a node port would open to the network.</summary>
    private static Uri? ControlAddressOf(V1Pod? pod) =>
        pod?.Status?.PodIP is { Length: > 0 } ip ? new UriBuilder(Uri.UriSchemeHttp, ip, ContainerManifest.ControlPort).Uri : null;

    /// <summary>The port of every node if the service has one there, else its own.</summary>
    private static int? PortOf(V1Service? service, string port) =>
        service?.Spec?.Ports?.FirstOrDefault(known => known.Name == port) is { } found ? found.NodePort ?? found.Port : null;
}
