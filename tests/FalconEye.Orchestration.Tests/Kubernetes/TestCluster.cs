using FalconEye.KubernetesApi.Kubelet;
using FalconEye.Orchestration.Kubernetes.Manifests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FalconEye.Orchestration.Tests.Kubernetes;

/// <summary>Answers the probes of every kind of workload, and does nothing else.</summary>
internal static class TestCluster
{
    internal static async Task ServeAsync(PodContext pod, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{pod.Address}:{ContainerManifest.StreamPort}", $"http://{pod.Address}:{ContainerManifest.ControlPort}");
        await using var app = builder.Build();
        app.Run(_ => Task.CompletedTask);
        await app.StartAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
