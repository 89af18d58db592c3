using FalconEye.Orchestration.Kubernetes.Manifests;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>
/// What a spec renders to, and which versions of the cluster's objects have been found to be that. A reconciler asks every second whether
/// each workload is as it should be; rendering and comparing a thousand of them every second would be most of what this server does.
/// </summary>
internal sealed class RenderedWorkload(WorkloadSpec spec, string? secretVersion, KubernetesOptions options)
{
    private readonly string? _deploymentContent = ContentOf(DeploymentManifest.Render(spec, options, secretVersion).Metadata);
    private readonly string? _serviceContent = ContentOf(ServiceManifest.Render(spec, options).Metadata);
    private (string Uid, long? Generation) _deployment;
    private (string Uid, string Version) _service;

    internal V1Deployment Deployment => DeploymentManifest.Render(spec, options, secretVersion);

    internal V1Service Service => ServiceManifest.Render(spec, options);

    /// <summary>Whether it is of this spec, with this version of its Secret.</summary>
    internal bool IsOf(WorkloadSpec otherSpec, string? otherSecretVersion) => secretVersion == otherSecretVersion && spec == otherSpec;

    /// <summary>Whether the cluster's Deployment says that it was rendered from this. What it is by now may be something else.</summary>
    internal bool IsOrigin(V1Deployment? current) => ContentOf(current?.Metadata) == _deploymentContent;

    /// <summary>Whether the cluster's Deployment has been found to be this: a generation is a version of what an object is to be.</summary>
    internal bool IsKnown(V1Deployment current) => _deployment == (current.Metadata.Uid, current.Metadata.Generation);

    /// <summary>
    /// Whether the cluster's Deployment, all of it, is what was rendered, and no one has changed that by <c>kubectl edit</c> for example.
    /// </summary>
    internal bool Is(V1Deployment whole)
    {
        var isUnchanged = IsOrigin(whole) && RenderedFields.AreIn(Deployment.Spec, whole.Spec);
        if (isUnchanged)
        {
            Remember(whole);
        }

        return isUnchanged;
    }

    /// <inheritdoc cref="Is(V1Deployment)"/>
    internal bool Is(V1Service? current)
    {
        if (current is null || ContentOf(current.Metadata) != _serviceContent)
        {
            return false;
        }

        if (_service != (current.Metadata.Uid, current.Metadata.ResourceVersion) && !RenderedFields.AreIn(Service.Spec, current.Spec))
        {
            return false;
        }

        Remember(current);
        return true;
    }

    /// <summary>
    /// Takes what the cluster made of it for what it is to be: a cluster that adapts what it is given is asked once, not every second.
    /// </summary>
    internal void Remember(V1Deployment written) => _deployment = (written.Metadata.Uid, written.Metadata.Generation);

    /// <inheritdoc cref="Remember(V1Deployment)"/>
    internal void Remember(V1Service written) => _service = (written.Metadata.Uid, written.Metadata.ResourceVersion);

    private static string? ContentOf(V1ObjectMeta? metadata) =>
        metadata?.Annotations is { } annotations && annotations.TryGetValue(ClusterLabels.Content, out var content) ? content : null;
}
