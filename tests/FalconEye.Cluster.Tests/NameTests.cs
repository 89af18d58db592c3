using k8s.Models;

namespace FalconEye.Cluster.Tests;

/// <summary>Names that people give, in any script and twice.</summary>
[Collection("stand-ins")]
public sealed class NameTests(SimulatedProgramsCluster cluster)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cameras_of_any_name_have_valid_separate_resources()
    {
        string[] names = ["Door", "Door", "Дверь", "Дверь", "🦅📷", new('x', 255), new('x', 255), "svc-door", "-- ; rm -rf / $(id) --", "1"];
        var ids = await Task.WhenAll(names.Select((name, i) => cluster.Server.AddCameraAsync(name, new Uri($"rtsp://192.0.2.{i + 1}/stream"), Ending)));
        await Task.WhenAll(ids.Select(id => cluster.Server.PostAsync($"/api/cameras/{id}/start", null, Ending)));
        if (cluster.Cluster.Nodes is not null)
        {
            await Task.WhenAll(ids.Select(id => cluster.Server.WaitForStatusAsync(id, "running", Ending)));
        }

        var before = await Task.WhenAll(ids.Select(id => cluster.DeploymentsOfAsync(id, Ending)));
        await cluster.Server.SendAsync(HttpMethod.Delete, $"/api/cameras/{ids[0]}", null, Ending);
        await cluster.WaitUntilDeletedAsync(ids[0], Ending);

        Assert.All(before, deployments => Assert.Single(deployments));
        Assert.Distinct(before.Select(deployments => deployments[0].Name()));
        Assert.Empty(await cluster.ObjectsOfAsync(ids[0], Ending));
        foreach (var (id, deployments) in ids.Zip(before).Skip(1))
        {
            var deployment = Assert.Single(await cluster.DeploymentsOfAsync(id, Ending));
            Assert.Equal((deployments[0].Uid(), deployments[0].Generation()), (deployment.Uid(), deployment.Generation()));
        }
    }
}
