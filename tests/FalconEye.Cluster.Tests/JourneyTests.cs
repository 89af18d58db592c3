using System.Net.Http.Headers;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using k8s;

namespace FalconEye.Cluster.Tests;

/// <summary>The whole way of a camera through a cluster, with the real relay and the real recorder in its pods.</summary>
[Collection("real programs")]
public sealed class JourneyTests(RealProgramsCluster cluster)
{
    private static readonly double[] Moments = [0, 1.2];

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_is_added_watched_recorded_downloaded_and_deleted()
    {
        cluster.RequireFakeNodes();
        var server = cluster.Server;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { User = "admin", Password = "p@ss$(HOME)w" }, Ending);
        var id = await server.AddRunningCameraAsync("Front door", camera, Ending);

        using (var viewer = await StreamViewer.OpenAsync(server.Client, $"/api/cameras/{id}/stream", Ending))
        {
            await viewer.ReadFramesAsync(5, Ending);
            Assert.True(viewer.DistinctFrames > 1, "the picture does not move");
        }

        var recording = (await server.PostAsync($"/api/cameras/{id}/recording/start", null, Ending)).GetProperty("recording").GetProperty("recording_id").GetString()!;
        var deployments = await cluster.DeploymentsOfAsync(id, Ending);
        await Task.Delay(TimeSpan.FromSeconds(2), Ending);
        await server.PostAsync($"/api/cameras/{id}/recording/stop", null, Ending);
        var mp4 = await server.WaitForRecordingAsync(recording, "completed", Ending);
        await CheckRecordingFileAsync(recording, mp4.GetProperty("file_size_bytes").GetInt64());
        await CheckAssistantAsync(id, mp4);

        await server.SendAsync(HttpMethod.Delete, $"/api/cameras/{id}", null, Ending);
        await cluster.WaitUntilDeletedAsync(id, Ending);
        Assert.Empty(await cluster.ObjectsOfAsync(id, Ending));
        Assert.Equal(["cam-front-door", "rec-front-door"], deployments.Select(deployment => deployment.Metadata.Name));
        Assert.Contains(mp4.GetProperty("node_name").GetString(), (string[])["node-a", "node-b"]);
        Assert.True((await server.GetAsync($"/api/recordings/{recording}", Ending)).GetProperty("camera_deleted").GetBoolean());
        await CheckFileIsRemovedAsync(mp4);
    }

    /// <summary>The assistant looks into a recording, and at a disk, that only a node has.</summary>
    private async Task CheckAssistantAsync(string camera, JsonElement mp4)
    {
        var seen = await cluster.Server.CallToolAsync("look_at_recording", new { recording = mp4.GetProperty("id").GetString(), seconds = Moments }, Ending);
        var pictures = seen.GetProperty("content").EnumerateArray().Where(part => part.GetProperty("type").GetString() == "image").ToList();
        Assert.Equal(2, pictures.Count);
        Assert.All(pictures, picture => Assert.Equal([0xFF, 0xD8], picture.GetProperty("data").GetBytesFromBase64()[..2]));

        var forecast = (await cluster.Server.CallToolAsync("storage_forecast", new { }, Ending)).GetProperty("structuredContent");
        var node = mp4.GetProperty("node_name").GetString();
        var disk = Assert.Single(forecast.GetProperty("disks").EnumerateArray(), disk => disk.GetProperty("node").GetString() == node).GetProperty("disk");
        Assert.InRange(disk.GetProperty("free_bytes").GetInt64(), 1, disk.GetProperty("total_bytes").GetInt64());
        var rate = Assert.Single(forecast.GetProperty("cameras").EnumerateArray(), rate => rate.GetProperty("id").GetString() == camera);
        Assert.Equal(node, rate.GetProperty("node").GetString());
        Assert.InRange(rate.GetProperty("bytes_per_second").GetInt64(), 1, long.MaxValue);
    }

    /// <summary>The file lies on a node that the server has no access to, and its camera is gone.</summary>
    private async Task CheckFileIsRemovedAsync(JsonElement mp4)
    {
        var nodes = cluster.RequireFakeNodes();
        var file = Path.Combine(nodes.FolderOf(mp4.GetProperty("node_name").GetString()!), mp4.GetProperty("file_path").GetString()!.TrimStart('/'));
        var wasThere = File.Exists(file);
        var deleted = await cluster.Server.SendAsync(HttpMethod.Delete, $"/api/recordings/{mp4.GetProperty("id").GetString()}", null, Ending);
        Assert.True(wasThere, $"{file} is not there");
        Assert.False(File.Exists(file));
        Assert.True(deleted.GetProperty("file_deleted").GetBoolean());
    }

    [Fact]
    public async Task A_missing_camera_is_reported_and_its_password_is_in_a_Secret_only()
    {
        cluster.RequireFakeNodes();
        var id = await cluster.Server.AddCameraAsync("Nobody", new Uri($"rtsp://admin:hidden-word@127.0.0.1:{FreePort.Next()}/stream"), Ending);
        await cluster.Server.PostAsync($"/api/cameras/{id}/start", null, Ending);
        var camera = await cluster.Server.WaitForStatusAsync(id, "error", Ending);
        Assert.NotEqual("", camera.GetProperty("metadata").GetProperty("error").GetString());
        foreach (var deployment in await cluster.DeploymentsOfAsync(id, Ending))
        {
            Assert.DoesNotContain("hidden-word", KubernetesJson.Serialize(deployment), StringComparison.Ordinal);
        }

        var pod = (await cluster.Client.ListNamespacedPodAsync(cluster.Cluster.CamerasNamespace, labelSelector: $"camera-id={id}", cancellationToken: Ending)).Items.Single();
        using StreamReader log = new(await cluster.Client.CoreV1.ReadNamespacedPodLogAsync(pod.Metadata.Name, cluster.Cluster.CamerasNamespace, cancellationToken: Ending));
        Assert.DoesNotContain("hidden-word", await log.ReadToEndAsync(Ending), StringComparison.Ordinal);
        await cluster.Server.PostAsync($"/api/cameras/{id}/stop", null, Ending);
        await cluster.WaitUntilGoneAsync(id, Ending);
    }

    private async Task CheckRecordingFileAsync(string recording, long size)
    {
        using TemporaryFolder folder = new();
        var bytes = await cluster.Server.Client.GetByteArrayAsync($"/api/recordings/{recording}/download", Ending);
        Assert.Equal(size, bytes.Length);
        await File.WriteAllBytesAsync(folder["recording.mp4"], bytes, Ending);
        var codec = await Tool.OutputOfAsync("ffprobe", ["-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", folder["recording.mp4"]], Ending);
        Assert.StartsWith("h264", codec, StringComparison.Ordinal);
        using HttpRequestMessage request = new(HttpMethod.Get, $"/api/recordings/{recording}/download") { Headers = { Range = new RangeHeaderValue(4, 7) } };
        using var part = await cluster.Server.Client.SendAsync(request, Ending);
        Assert.Equal(bytes[4..8], await part.Content.ReadAsByteArrayAsync(Ending));
    }
}
