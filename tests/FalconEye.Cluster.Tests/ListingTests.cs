using FalconEye.TestKit;

namespace FalconEye.Cluster.Tests;

/// <summary>What the API shows of a cluster comes from its watches.</summary>
[Collection("stand-ins")]
public sealed class ListingTests(SimulatedProgramsCluster cluster)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Listing_running_cameras_makes_no_cluster_request()
    {
        cluster.RequireFakeNodes();
        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => cluster.Server.AddCameraAsync("Listed", new Uri($"rtsp://listed-{i}.invalid/stream"), Ending)));
        await Task.WhenAll(ids.Select(id => cluster.Server.PostAsync($"/api/cameras/{id}/start", null, Ending)));
        await Task.WhenAll(ids.Select(id => cluster.Server.WaitForStatusAsync(id, "running", Ending)));

        // The leader renews its Lease whether anyone lists cameras or not, and a watch that another test has cut may just be made again.
        var faults = cluster.Cluster.Server!.Faults;
        await Eventually.HoldsAsync(
            async () =>
            {
                faults.ForgetCalls();
                for (var i = 0; i < 50; i++)
                {
                    await cluster.ListCamerasAsync(Ending);
                }

                return faults.Calls.All(call => call.Resource == "leases");
            },
            "fifty lists ask nothing of the cluster",
            Ending);
        await Task.WhenAll(ids.Select(id => cluster.Server.PostAsync($"/api/cameras/{id}/stop", null, Ending)));
    }
}
