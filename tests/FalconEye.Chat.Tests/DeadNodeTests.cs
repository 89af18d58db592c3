using FalconEye.KubernetesApi;
using k8s;
using k8s.Models;

namespace FalconEye.Chat.Tests;

public sealed class DeadNodeTests
{
    [Fact]
    public async Task A_camera_on_an_unready_node_gets_the_node_as_cause()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var cluster = await KubernetesApiServer.StartAsync(ct);
        await AddDeadNodeAsync(cluster.Client, "node-a", ct);
        await using var chat = await ChatServer.StartAsync(
            ct, ("ORCHESTRATOR", "kubernetes"), ("K8S_CONFIG_PATH", cluster.Kubeconfig), ("K8S_NAMESPACE", "default"));
        var camera = await chat.Server.PostAsync(
            "/api/cameras", new { name = "Front Door", protocol = "rtsp", source_url = "rtsp://127.0.0.1:5999/x", node_name = "node-a" }, ct);
        await chat.Server.PostAsync($"/api/cameras/{camera.GetProperty("id").GetString()}/start", null, ct);

        var finding = await chat.CallAsync("diagnose_camera", new { camera = "Front Door" }, ct);

        Assert.Equal("node_down", finding.GetProperty("cause").GetString());
        Assert.Contains("node-a", finding.GetProperty("next_step").GetString(), StringComparison.Ordinal);
        Assert.False(finding.GetProperty("evidence").GetProperty("node").GetProperty("ready").GetBoolean());
    }

    private static async Task AddDeadNodeAsync(Kubernetes client, string name, CancellationToken ct)
    {
        var node = await client.CreateNodeAsync(new V1Node { Metadata = new V1ObjectMeta { Name = name } }, cancellationToken: ct);
        node.Status = new V1NodeStatus
        {
            Addresses = [new V1NodeAddress { Type = "InternalIP", Address = "127.0.0.1" }],
            Conditions = [new V1NodeCondition { Type = "Ready", Status = "False", Reason = "KubeletNotReady", Message = "It has no power." }],
        };
        await client.ReplaceNodeStatusAsync(node, name, cancellationToken: ct);
    }
}
