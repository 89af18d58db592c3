using FalconEye.KubernetesApi;
using FalconEye.Orchestration.Kubernetes;
using FalconEye.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace FalconEye.Orchestration.Tests.Kubernetes;

/// <summary>An orchestrator that works with a pretended API server.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private RunningCluster(KubernetesOptions options)
    {
        Options = options;
        Cluster = new(Options, TimeProvider.System, NullLogger<Cluster>.Instance);
        Orchestrator = new(Cluster, Options, TimeProvider.System, NullLogger<KubernetesOrchestrator>.Instance);
    }

    internal KubernetesOptions Options { get; }

    internal Cluster Cluster { get; }

    internal KubernetesOrchestrator Orchestrator { get; }

    internal static Task<RunningCluster> StartAsync(KubernetesApiServer server, string inNamespace, CancellationToken cancellationToken) =>
        StartAsync(server.Kubeconfig, inNamespace, cancellationToken);

    internal static Task<RunningCluster> StartAsync(string kubeconfig, string inNamespace, CancellationToken cancellationToken) =>
        StartAsync(Specs.Options with { Namespace = inNamespace, ConfigPath = kubeconfig }, cancellationToken);

    /// <summary>With the rights and the two namespaces that are installed.</summary>
    internal static Task<RunningCluster> StartAsync(ClusterUnderTest cluster, CancellationToken cancellationToken) => StartAsync(
        Specs.Options with { Namespace = cluster.Namespace, CamerasNamespace = cluster.CamerasNamespace, ConfigPath = cluster.ServiceKubeconfig },
        cancellationToken);

    private static async Task<RunningCluster> StartAsync(KubernetesOptions options, CancellationToken cancellationToken)
    {
        var running = new RunningCluster(options);
        await running.Orchestrator.StartAsync(cancellationToken);
        await Eventually.HoldsAsync(() => running.Orchestrator.IsReady, "the cluster is listed", cancellationToken);
        return running;
    }

    public async ValueTask DisposeAsync()
    {
        await Orchestrator.StopAsync(CancellationToken.None);
        Orchestrator.Dispose();
        Cluster.Dispose();
    }
}
