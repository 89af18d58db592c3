using FalconEye.Contracts.Cameras;
using FalconEye.KubernetesApi;
using FalconEye.Orchestration.Kubernetes;
using FalconEye.TestKit;
using k8s;
using k8s.Models;

namespace FalconEye.Orchestration.Tests.Kubernetes;

/// <summary>
/// Everything that the server does in a cluster, with exactly the roles and policies of <c>deploy/k8s/base</c>: two namespaces, and a token
/// that opens what it must and nothing else (<c>EscalationTests</c>).
/// </summary>
public sealed class ShippedPermissionTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cameras_recorders_settings_and_removals_work_with_the_servers_own_token()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(null, Ending);
        var (client, space) = (cluster.Client, cluster.CamerasNamespace);
        var node = await client.CreateNodeAsync(new V1Node { Metadata = new V1ObjectMeta { Name = $"{cluster.Namespace}-node" } }, cancellationToken: Ending);
        await using var running = await RunningCluster.StartAsync(cluster, Ending);
        WorkloadSpec[] specs = [Specs.Relay(CameraProtocol.Rtsp), Specs.Recorder(), Specs.Usb() with { Key = new(Guid.NewGuid(), WorkloadComponent.Camera) }];
        ClusterSettings settings = new(running.Cluster);
        KubernetesRecordingNodes nodes = new(running.Cluster, running.Options, TimeProvider.System);

        foreach (var spec in specs)
        {
            await running.Orchestrator.DeployAsync(spec, Ending);
            await running.Orchestrator.RestartAsync(spec.Key, Ending);
        }

        await settings.ChangeAsync(new Dictionary<string, string?> { ["APP_NAME"] = "Mine" }, Ending);
        await settings.SaveSecretAsync("ANTHROPIC_API_KEY", "sk-ant-mine", Ending);
        await Eventually.HoldsAsync(
            async () => (await client.ListNamespacedPodAsync(space, cancellationToken: Ending)).Items.Select(pod => pod.GetLabel("component")).Distinct().Order().SequenceEqual(["camera", "recorder"]),
            "each Deployment has a pod that the policy allows",
            Ending);
        await nodes.RemoveFileAsync(node.Name(), $"{Specs.CameraId}/a.mp4", Ending);
        var removal = (await client.ListNamespacedPodAsync(space, labelSelector: "component=file-removal", cancellationToken: Ending)).Items.Single();

        Assert.Equal("sk-ant-mine", settings.FindSecret("ANTHROPIC_API_KEY"));
        Assert.Equal($"/data/falcon-eye/recordings/{Specs.CameraId}", removal.Spec.Containers.Single().VolumeMounts.Single().MountPath);
        Assert.Empty((await client.ListNamespacedDeploymentAsync(cluster.Namespace, cancellationToken: Ending)).Items);
        await client.DeleteNodeAsync(node.Name(), cancellationToken: Ending);
        await Eventually.HoldsAsync(() => running.Cluster.Caches.Nodes.Find(node.Name()) is null, "the node has gone", Ending);
        await nodes.SweepAsync(Ending);
        foreach (var spec in specs)
        {
            await running.Orchestrator.DeleteAsync(spec.Key, Ending);
        }
    }
}
