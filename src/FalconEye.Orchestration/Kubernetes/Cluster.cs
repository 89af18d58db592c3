using FalconEye.Orchestration.Kubernetes.Caching;
using k8s;
using Microsoft.Extensions.Logging;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>The cluster that cameras run in: its API, and what is remembered of it. Shared by all that works with it.</summary>
public sealed class Cluster : IDisposable
{
    /// <summary>Finds the cluster; it need not answer yet.</summary>
    /// <exception cref="OrchestrationException">No cluster is configured, or its configuration cannot be read.</exception>
    public Cluster(KubernetesOptions options, TimeProvider time, ILogger<Cluster> logger)
    {
        Client = ClusterConnection.Open(options);
        Namespace = options.Namespace;
        Api = new(Client, options.Namespace, options.CamerasNamespace);
        Caches = new(Api, time, logger);
    }

    internal IKubernetes Client { get; }

    /// <summary>The server's namespace.</summary>
    internal string Namespace { get; }

    internal ClusterApi Api { get; }

    internal ClusterCaches Caches { get; }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}
