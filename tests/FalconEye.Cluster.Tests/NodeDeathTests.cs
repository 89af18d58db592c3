using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using k8s;

namespace FalconEye.Cluster.Tests;

/// <summary>What becomes of cameras and recordings when the power of their node is cut.</summary>
[Collection("real programs")]
public sealed class NodeDeathTests(RealProgramsCluster cluster)
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(60);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_network_camera_moves_to_another_node_and_its_old_recordings_return_with_theirs()
    {
        var nodes = cluster.RequireFakeNodes();
        var server = cluster.Server;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Ending);
        var id = await server.AddRunningCameraAsync("Mover", camera, Ending);
        var recording = (await server.PostAsync($"/api/cameras/{id}/recording/start", null, Ending)).GetProperty("recording").GetProperty("recording_id").GetString()!;
        var mp4 = await server.WaitForRecordingAsync(recording, "recording", Ending);
        var node = mp4.GetProperty("node_name").GetString()!;

        using Outage outage = new(nodes, node);
        await nodes.PowerOffAsync(node);
        var next = (await server.WaitForNewRecordingAsync(recording, Ending)).First(other => other.GetProperty("id").GetString() != recording && other.GetProperty("status").GetString() == "recording");
        await server.WaitForStatusAsync(id, "running", Ending);
        using (var missing = await server.Client.GetAsync($"/api/recordings/{recording}/download", Ending))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, missing.StatusCode);
            Assert.Contains(node, await missing.Content.ReadAsStringAsync(Ending), StringComparison.Ordinal);
        }

        outage.Dispose();
        await Eventually.HoldsAsync(() => IsThereAsync(recording), "the old recording is back", Ending, WaitTimeout);
        Assert.NotEqual(node, next.GetProperty("node_name").GetString());
        await server.SendAsync(HttpMethod.Delete, $"/api/cameras/{id}", null, Ending);
        await cluster.WaitUntilDeletedAsync(id, Ending, WaitTimeout);
        Assert.Empty(await cluster.ObjectsOfAsync(id, Ending));
    }

    [Fact]
    public async Task A_USB_camera_reports_its_unreachable_node_until_it_is_back()
    {
        var nodes = cluster.RequireFakeNodes();
        var server = cluster.Server;
        var added = await server.PostAsync("/api/cameras", new { name = "Kitchen", protocol = "usb", node_name = "node-b", device_path = RealProgramsCluster.Device }, Ending);
        var id = added.GetProperty("id").GetString()!;
        await server.WaitForStatusAsync(id, "running", Ending);
        using (var viewer = await StreamViewer.OpenAsync(server.Client, $"/api/cameras/{id}/stream", Ending))
        {
            await viewer.ReadFramesAsync(3, Ending);
        }

        var strangers = await AnswersWithoutTokenAsync(id);
        JsonElement camera;
        using (new Outage(nodes, "node-b"))
        {
            await nodes.PowerOffAsync("node-b");
            camera = await server.WaitForStatusAsync(id, "error", Ending);
        }

        await server.WaitForStatusAsync(id, "running", Ending);
        Assert.Contains("node-b is unreachable", camera.GetProperty("metadata").GetProperty("error").GetString(), StringComparison.Ordinal);
        await server.SendAsync(HttpMethod.Delete, $"/api/cameras/{id}", null, Ending);
        await cluster.WaitUntilDeletedAsync(id, Ending, WaitTimeout);
        Assert.Equal(
            [("service stream", HttpStatusCode.Unauthorized), ("pod control", HttpStatusCode.Unauthorized), ("pod stream", HttpStatusCode.Unauthorized)],
            strangers);
    }

    /// <summary>
    /// What a camera says to a pod that shows no credential: by its Service, which has the stream alone, and by the pod's own address, at both ports.
    /// </summary>
    private async Task<(string Port, HttpStatusCode Answer)[]> AnswersWithoutTokenAsync(string id)
    {
        var (space, label) = (cluster.Cluster.CamerasNamespace, $"camera-id={id}");
        var service = (await cluster.Client.ListNamespacedServiceAsync(space, labelSelector: label, cancellationToken: Ending)).Items.Single();
        var pod = (await cluster.Client.ListNamespacedPodAsync(space, labelSelector: label, cancellationToken: Ending)).Items.Single();
        using HttpClient stranger = new();
        var ports = service.Spec.Ports.Select(port => (Name: $"service {port.Name}", Address: $"http://{service.Spec.ClusterIP}:{port.Port}/"))
            .Concat(pod.Spec.Containers.SelectMany(container => container.Ports)
                .OrderBy(port => port.Name, StringComparer.Ordinal)
                .Select(port => (Name: $"pod {port.Name}", Address: $"http://{pod.Status.PodIP}:{port.ContainerPort}/")));
        return await Task.WhenAll(ports.Select(async port =>
        {
            using var answer = await stranger.GetAsync(port.Address, HttpCompletionOption.ResponseHeadersRead, Ending);
            return (port.Name, answer.StatusCode);
        }));
    }

    private async Task<bool> IsThereAsync(string recording)
    {
        using var answer = await cluster.Server.Client.GetAsync($"/api/recordings/{recording}/download", HttpCompletionOption.ResponseHeadersRead, Ending);
        return answer.IsSuccessStatusCode;
    }
}
