using FalconEye.TestKit;
using k8s;
using k8s.Models;

namespace FalconEye.Cluster.Tests;

/// <summary>Two servers on one cluster and one database: whichever is asked, it is done, and both show it.</summary>
[Collection("stand-ins")]
public sealed class ReplicaTests(SimulatedProgramsCluster cluster)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_to_one_server_is_visible_at_both()
    {
        cluster.RequireFakeNodes();
        await using var second = await cluster.StartServerAsync("api-1", Ending);
        await using var listener = await EventListener.OpenAsync(second.Client, null, Ending);

        var id = await cluster.Server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/door"), Ending);
        var told = await listener.ReadAsync(1, Ending);
        await second.PostAsync($"/api/cameras/{id}/start", null, Ending);
        await cluster.Server.WaitForStatusAsync(id, "running", Ending);
        await cluster.Server.PostAsync($"/api/cameras/{id}/stop", null, Ending);
        await second.WaitForStatusAsync(id, "stopped", Ending);
        await cluster.WaitUntilGoneAsync(id, Ending);

        Assert.Equal("camera", told[0].EventType);
        Assert.Contains(id, told[0].Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_applies_at_every_server_and_keeps_other_keys()
    {
        var space = cluster.Cluster.Namespace;
        cluster.RequireFakeNodes();
        await using var second = await cluster.StartServerAsync("api-1", Ending);
        await cluster.Server.SendAsync(HttpMethod.Patch, "/api/settings", new { default_framerate = 7 }, Ending);
        await cluster.Client.PatchNamespacedConfigMapAsync(
            new V1Patch(new { data = new Dictionary<string, string> { ["DEFAULT_RESOLUTION"] = "1280x720", ["THEIRS"] = "x" } }, V1Patch.PatchType.MergePatch), "falcon-eye-config", space, cancellationToken: Ending);

        await Eventually.HoldsAsync(
            async () => (await second.GetAsync("/api/settings", Ending)).GetProperty("default_resolution").GetString() == "1280x720", "the change from outside is in force", Ending);
        await second.SendAsync(HttpMethod.Patch, "/api/settings", new { creating_timeout_minutes = 5 }, Ending);

        var data = (await cluster.Client.ReadNamespacedConfigMapAsync("falcon-eye-config", space, cancellationToken: Ending)).Data;
        Assert.Equal(("7", "1280x720", "x", "5"), (data["DEFAULT_FRAMERATE"], data["DEFAULT_RESOLUTION"], data["THEIRS"], data["CREATING_TIMEOUT_MINUTES"]));
        Assert.Equal(4, data.Count);
        Assert.Equal(7, (await second.GetAsync("/api/settings", Ending)).GetProperty("default_framerate").GetInt32());
    }
}
