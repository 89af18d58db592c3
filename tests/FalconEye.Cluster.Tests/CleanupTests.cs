using FalconEye.KubernetesApi.Resources;
using k8s;
using k8s.Models;

namespace FalconEye.Cluster.Tests;

/// <summary>The CronJob's program, which removes what no camera owns and must never do harm.</summary>
[Collection("stand-ins")]
public sealed class CleanupTests(StandIns cluster)
{
    private const int LooksWrong = 3;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_no_camera_owns_is_removed_when_it_is_old_enough_and_the_database_is_to_be_believed()
    {
        cluster.RequirePretendedNodes();
        var ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => cluster.Server.AddCameraAsync($"owner {i}", new Uri($"rtsp://owner-{i}.invalid/stream"), Ending)));
        await Task.WhenAll(ids.Select(id => cluster.Server.PostAsync($"/api/cameras/{id}/start", null, Ending)));
        await Task.WhenAll(ids.Select(id => cluster.Server.WaitForStatusAsync(id, "running", Ending)));
        var before = await Task.WhenAll(ids.Select(id => cluster.DeploymentsOfAsync(id, Ending)));
        var orphan = await CopyForNobodyAsync(before[0][0]);

        var young = await cluster.CleanUpAsync(Ending);
        Assert.True(young.ExitCode == 0, young.Output + young.Error);
        Assert.NotEmpty(await cluster.ObjectsOfAsync(orphan, Ending));

        cluster.Cluster.Server!.Age(new ObjectKey(ResourceTypes.Deployments, cluster.Cluster.Namespace, "cam-nobody"), TimeSpan.FromHours(1));
        var doubtful = await cluster.CleanUpAsync(Ending);
        Assert.True(doubtful.ExitCode == LooksWrong, doubtful.Output + doubtful.Error);
        Assert.NotEmpty(await cluster.ObjectsOfAsync(orphan, Ending));

        var forced = await cluster.CleanUpAsync(Ending, "--force");
        Assert.True(forced.ExitCode == 0, forced.Output + forced.Error);
        await cluster.WaitUntilGoneAsync(orphan, Ending);
        var told = await cluster.Server.GetAsync("/api/events/log?kind=cleanup", Ending);
        Assert.Single(told.GetProperty("events").EnumerateArray(), item => item.GetProperty("data").GetProperty("camera_id").GetString() == orphan);
        foreach (var (id, deployments) in ids.Zip(before))
        {
            Assert.Equal(deployments.Select(item => item.Uid()), (await cluster.DeploymentsOfAsync(id, Ending)).Select(item => item.Uid()));
            await cluster.Server.PostAsync($"/api/cameras/{id}/stop", null, Ending);
        }
    }

    /// <returns>The id of a camera that nobody has.</returns>
    private async Task<string> CopyForNobodyAsync(V1Deployment model)
    {
        var id = Guid.NewGuid().ToString();
        var copy = KubernetesYaml.Deserialize<V1Deployment>(KubernetesYaml.Serialize(model));
        copy.Metadata = new V1ObjectMeta { Name = "cam-nobody", Labels = copy.Metadata.Labels, Annotations = copy.Metadata.Annotations };
        copy.Status = null;
        foreach (var labels in (IDictionary<string, string>[])[copy.Metadata.Labels, copy.Spec.Selector.MatchLabels, copy.Spec.Template.Metadata.Labels])
        {
            labels["camera-id"] = id;
        }

        await cluster.Client.CreateNamespacedDeploymentAsync(copy, cluster.Cluster.Namespace, cancellationToken: Ending);
        return id;
    }
}
