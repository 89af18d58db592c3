using System.Globalization;
using System.Net;
using System.Text.Json;
using FalconEye.KubernetesApi;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;
using k8s;
using k8s.Models;

namespace FalconEye.Discovery.Tests.Usb;

/// <summary>The whole way in a cluster: nodes from Kubernetes, their cameras over SSH, their keys pinned over a restart.</summary>
public sealed class ClusterUsbScanTests
{
    private const string Kitchen = "127.0.42.1";
    private const string Garage = "127.0.42.2";

    [Fact]
    public async Task Cameras_of_all_nodes_are_listed_and_a_node_that_was_replaced_is_refused_until_its_key_is_forgotten()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await SshServer.CreateKeyAsync(folder["key"], ct);
        var port = FreePort.Next();
        using var kitchen = new FakeMachine().WithWebcam(0);
        using var garage = new FakeMachine().WithIdenticalCameras(2, 3);
        await using var second = await SshServer.StartAsync(new(IPAddress.Parse(Garage), port), folder["key.pub"], garage, ct);
        await using var cluster = await KubernetesApiServer.StartAsync(ct);
        await AddNodeAsync(cluster, "kitchen", Kitchen, ct);
        await AddNodeAsync(cluster, "garage", Garage, ct);
        cluster.Apply("{apiVersion: v1, kind: Namespace, metadata: {name: falcon-eye}}");
        await using var server = await FalconEyeServer.StartAsync(
            ct,
            ("ORCHESTRATOR", "kubernetes"),
            ("K8S_CONFIG_PATH", cluster.Kubeconfig),
            ("SSH_USER", Environment.UserName),
            ("SSH_PRIVATE_KEY", await File.ReadAllTextAsync(folder["key"], ct)),
            ("SSH_PORT", port.ToString(CultureInfo.InvariantCulture)));

        JsonElement all, one;
        await using (await SshServer.StartAsync(new(IPAddress.Parse(Kitchen), port), folder["key.pub"], kitchen, ct))
        {
            all = await server.GetAsync("/api/nodes/scan/cameras", ct);
            one = await server.GetAsync("/api/nodes/scan/cameras?node=garage", ct);
        }

        await server.Program.StopAsync(ct);
        await server.StartAgainAsync(ct);
        await using var impostor = await SshServer.StartAsync(new(IPAddress.Parse(Kitchen), port), folder["key.pub"], kitchen, ct);
        var refused = await server.GetAsync("/api/nodes/scan/cameras?node=kitchen", ct);
        using var forgotten = await server.Client.DeleteAsync("/api/nodes/kitchen/ssh-key", ct);
        var accepted = await server.GetAsync("/api/nodes/scan/cameras?node=kitchen", ct);

        Assert.Equal("[]", all.GetProperty("errors").GetRawText());
        Assert.Equal(["garage", "garage", "kitchen"], NodesOf(all));
        Assert.Equal(["garage", "garage"], NodesOf(one));
        Assert.Empty(NodesOf(refused));
        Assert.Contains("somebody may be posing as it", refused.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, forgotten.StatusCode);
        Assert.Equal(["kitchen"], NodesOf(accepted));
    }

    private static IEnumerable<string?> NodesOf(JsonElement scan) =>
        scan.GetProperty("cameras").EnumerateArray().Select(camera => camera.GetProperty("node_name").GetString()).Order(StringComparer.Ordinal);

    private static async Task AddNodeAsync(KubernetesApiServer cluster, string name, string address, CancellationToken ct)
    {
        var node = await cluster.Client.CoreV1.CreateNodeAsync(new V1Node { Metadata = new V1ObjectMeta { Name = name } }, cancellationToken: ct);
        node.Status = new V1NodeStatus
        {
            Addresses = [new V1NodeAddress { Type = "InternalIP", Address = address }],
            Conditions = [new V1NodeCondition { Type = "Ready", Status = "True" }],
        };
        await cluster.Client.CoreV1.ReplaceNodeStatusAsync(node, name, cancellationToken: ct);
    }
}
