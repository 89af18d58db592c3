using FalconEye.KubernetesApi;
using FalconEye.Orchestration.Kubernetes;
using FalconEye.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace FalconEye.Orchestration.Tests.Kubernetes;

/// <summary>An orchestrator that works with a pretended API server.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private RunningCluster(string kubeconfig, string inNamespace)
    {
        Options = Specs.Options with { Namespace = inNamespace, ConfigPath = kubeconfig };
        Cluster = new(Options, TimeProvider.System, NullLogger<Cluster>.Instance);
        Orchestrator = new(Cluster, Options, TimeProvider.System, NullLogger<KubernetesOrchestrator>.Instance);
    }

    internal KubernetesOptions Options { get; }

    internal Cluster Cluster { get; }

    internal KubernetesOrchestrator Orchestrator { get; }

    internal static Task<RunningCluster> StartAsync(KubernetesApiServer server, string inNamespace, CancellationToken cancellationToken) =>
        StartAsync(server.Kubeconfig, inNamespace, cancellationToken);

    internal static async Task<RunningCluster> StartAsync(string kubeconfig, string inNamespace, CancellationToken cancellationToken)
    {
        var running = new RunningCluster(kubeconfig, inNamespace);
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
