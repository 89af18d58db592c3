using FalconEye.KubernetesApi;
using FalconEye.KubernetesApi.Resources;
using FalconEye.TestKit;
using k8s;
using k8s.Models;

namespace FalconEye.Cluster.Tests;

/// <summary>
/// <c>FalconEye.Api cleanup</c> as the CronJob runs it: it removes what no camera owns, and nothing when what it sees looks wrong.
/// </summary>
[Collection("stand-ins")]
public sealed class CleanupVerbTests(SimulatedProgramsCluster cluster)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orphans_are_removed_once_old_enough_and_never_more_than_half_of_all()
    {
        cluster.RequireFakeNodes();
        string[] cameras = [await StartCameraAsync("A"), await StartCameraAsync("B"), await StartCameraAsync("C")];
        var orphan = await CreateOrphanAsync("orphan-0");
        await ExpectAsync(0, "left, since it is young", orphan);
        await ExpectAsync(0, "would be removed", orphan, "--dry-run", "--older-than", "0");
        Assert.NotEmpty(await cluster.ObjectsOfAsync(orphan, Ending));

        await ExpectAsync(0, "  removed  ", orphan, "--older-than", "0");
        await cluster.WaitUntilGoneAsync(orphan, Ending);
        await AllAreThereAsync(cameras);

        var deployments = (await cluster.Client.ListNamespacedDeploymentAsync(cluster.Cluster.CamerasNamespace, cancellationToken: Ending)).Items.Count;
        var many = await Task.WhenAll(Enumerable.Range(1, deployments + 1).Select(i => CreateOrphanAsync($"orphan-{i}")));
        await ExpectAsync(3, "which is more than half", $"{many.Length} of {deployments + many.Length}", "--older-than", "0");
        await AllAreThereAsync(many);
        await ExpectAsync(0, "  removed  ", many[0], "--older-than", "0", "--force");
        await Task.WhenAll(many.Select(id => cluster.WaitUntilGoneAsync(id, Ending)));
        await AllAreThereAsync(cameras);
        await Task.WhenAll(cameras.Select(StopAsync));
    }

    [Fact]
    public async Task An_orphaned_recording_is_ended()
    {
        cluster.RequireFakeNodes();
        var camera = await StartCameraAsync("Recorded");
        var id = $"{camera}_20200101000000";
        await cluster.Server.PostAsync(
            "/api/recordings/",
            new { id, camera_id = camera, file_path = $"/data/falcon-eye/recordings/{camera}/a.mp4", file_name = "a.mp4", start_time = "2020-01-01T00:00:00Z", node_name = "node-a" },
            Ending);

        await ExpectAsync(0, "would be marked as stopped", id, "--dry-run");
        Assert.Equal("recording", (await cluster.Server.GetAsync($"/api/recordings/{id}", Ending)).GetProperty("status").GetString());
        await ExpectAsync(0, "marked as stopped", id);

        var recording = await cluster.Server.GetAsync($"/api/recordings/{id}", Ending);
        Assert.Equal("stopped", recording.GetProperty("status").GetString());
        Assert.Contains("recorder is gone", recording.GetProperty("error_message").GetString(), StringComparison.Ordinal);
        await StopAsync(camera);
    }

    [Fact]
    public async Task An_empty_database_stops_the_cleanup()
    {
        cluster.RequireFakeNodes();
        var camera = await StartCameraAsync("Kept");
        var empty = await cluster.NewDatabaseAsync(Ending);
        var space = cluster.Cluster.CamerasNamespace;

        var blank = await cluster.CleanUpAsync(empty, space, Ending, "--older-than", "0");
        var down = await cluster.CleanUpAsync($"postgresql://nobody:x@127.0.0.1:{FreePort.Next()}/x", space, Ending, "--older-than", "0");
        var unknown = await cluster.CleanUpAsync(empty, space, Ending, "--everything");

        Assert.Equal((3, 69, 64), (blank.ExitCode, down.ExitCode, unknown.ExitCode));
        Assert.Contains("no tables yet", blank.Output, StringComparison.Ordinal);
        Assert.Contains("The database does not answer", down.Error, StringComparison.Ordinal);
        Assert.Contains("--dry-run", unknown.Error, StringComparison.Ordinal);
        await AllAreThereAsync([camera]);
        await StopAsync(camera);
    }

    /// <summary>A namespace of its own, where nothing else runs, with a database that is as young as the test.</summary>
    [Fact]
    public async Task A_young_database_or_an_empty_cluster_stops_the_cleanup()
    {
        cluster.RequireFakeNodes();
        var space = await cluster.Cluster.AddNamespaceAsync(Ending);
        var database = await cluster.NewDatabaseAsync(Ending);
        await using (var server = await cluster.StartServerAsync("api-2", Ending, ("K8S_NAMESPACE", space), ("K8S_CAMERAS_NAMESPACE", space), ("DATABASE_URL", database)))
        {
            await server.PostAsync($"/api/cameras/{await server.AddCameraAsync("Young", new Uri("rtsp://192.0.2.1/young"), Ending)}/start", null, Ending);
        }

        await CreateOrphanAsync("old", space);
        cluster.Cluster.Server!.Age(new ObjectKey(ResourceTypes.Deployments, space, "cam-old"), TimeSpan.FromHours(1));
        var young = await cluster.CleanUpAsync(database, space, Ending);
        await cluster.Client.DeleteCollectionNamespacedDeploymentAsync(space, cancellationToken: Ending);
        await cluster.Client.DeleteCollectionNamespacedSecretAsync(space, cancellationToken: Ending);
        foreach (var service in (await cluster.Client.ListNamespacedServiceAsync(space, cancellationToken: Ending)).Items)
        {
            await cluster.Client.DeleteNamespacedServiceAsync(service.Name(), space, cancellationToken: Ending);
        }

        var deserted = await cluster.CleanUpAsync(database, space, Ending);

        Assert.True((young.ExitCode, deserted.ExitCode) == (3, 3), $"{young.Output}{young.Error}\n{deserted.Output}{deserted.Error}");
        Assert.Contains("The database is just created", young.Output, StringComparison.Ordinal);
        Assert.Contains("Not one workload is to be seen, and 1 camera should run", deserted.Output, StringComparison.Ordinal);
    }

    private async Task ExpectAsync(int code, string words, string about, params string[] arguments)
    {
        var result = await cluster.CleanUpAsync(Ending, arguments);
        Assert.True(code == result.ExitCode, $"It ended with code {result.ExitCode}:\n{result.Output}{result.Error}");
        Assert.Contains(result.Output.Split('\n'), line => line.Contains(words, StringComparison.Ordinal) && line.Contains(about, StringComparison.Ordinal));
    }

    private async Task AllAreThereAsync(string[] ids)
    {
        foreach (var id in ids)
        {
            Assert.NotEmpty(await cluster.ObjectsOfAsync(id, Ending));
        }
    }

    private Task StopAsync(string id) => cluster.Server.PostAsync($"/api/cameras/{id}/stop", null, Ending);

    private async Task<string> StartCameraAsync(string name)
    {
        var id = await cluster.Server.AddCameraAsync(name, new Uri($"rtsp://192.0.2.1/{Guid.NewGuid()}"), Ending);
        await cluster.Server.PostAsync($"/api/cameras/{id}/start", null, Ending);
        return id;
    }

    /// <summary>What a server leaves behind that lost its database: a Deployment and a Service of a camera that no one knows.</summary>
    private async Task<string> CreateOrphanAsync(string name, string? inNamespace = null)
    {
        var space = inNamespace ?? cluster.Cluster.CamerasNamespace;
        var id = Guid.NewGuid().ToString();
        Dictionary<string, string> labels = new() { ["app"] = "falcon-eye", ["component"] = "camera", ["camera-id"] = id };
        await cluster.Client.CreateNamespacedServiceAsync(
            new V1Service
            {
                Metadata = new V1ObjectMeta { Name = $"svc-{name}", Labels = labels },
                Spec = new V1ServiceSpec { Selector = labels, Ports = [new V1ServicePort { Name = "stream", Port = 8081 }] },
            },
            space,
            cancellationToken: Ending);
        await cluster.Client.CreateNamespacedDeploymentAsync(
            new V1Deployment
            {
                Metadata = new V1ObjectMeta { Name = $"cam-{name}", Labels = labels },
                Spec = new V1DeploymentSpec
                {
                    Selector = new V1LabelSelector { MatchLabels = labels },
                    Template = new V1PodTemplateSpec
                    {
                        Metadata = new V1ObjectMeta { Labels = labels },
                        Spec = AllowedPods.Relay(),
                    },
                },
            },
            space,
            cancellationToken: Ending);
        return id;
    }
}
