using FalconEye.Orchestration.Kubernetes;
using FalconEye.TestKit;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace FalconEye.Orchestration.Tests.Kubernetes;

public sealed class ClusterSettingsTests(ApiFixture api)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_are_made_when_there_are_none_and_seen_at_once()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var settings = new ClusterSettings(running.Cluster);

        await settings.ChangeAsync(new Dictionary<string, string?> { ["DEFAULT_FRAMERATE"] = "20" }, Ending);
        await settings.SaveSecretAsync("ANTHROPIC_API_KEY", "sk-ant-1", Ending);

        Assert.Equal("20", settings.Values["DEFAULT_FRAMERATE"]);
        Assert.Equal("sk-ant-1", settings.FindSecret("ANTHROPIC_API_KEY"));
    }

    [Fact]
    public async Task A_change_leaves_what_others_wrote_and_their_changes_arrive()
    {
        var home = await api.NewNamespaceAsync();
        await api.Server.Client.CreateNamespacedConfigMapAsync(
            new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "falcon-eye-config" }, Data = new Dictionary<string, string> { ["CUSTOM"] = "theirs", ["CHATBOT_TOOLS"] = "x" } },
            home,
            cancellationToken: Ending);
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var settings = new ClusterSettings(running.Cluster);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => settings.ChangeAsync(new Dictionary<string, string?> { [$"KEY_{i}"] = "mine", ["CHATBOT_TOOLS"] = null }, Ending)));
        var stored = await api.Server.Client.ReadNamespacedConfigMapAsync("falcon-eye-config", home, cancellationToken: Ending);
        await api.Server.Client.PatchNamespacedConfigMapAsync(
            new V1Patch(new { data = new Dictionary<string, string> { ["CUSTOM"] = "new" } }, V1Patch.PatchType.MergePatch), "falcon-eye-config", home, cancellationToken: Ending);

        Assert.Equal("theirs", stored.Data["CUSTOM"]);
        Assert.Equal(9, stored.Data.Count);
        await Eventually.HoldsAsync(() => settings.Values.GetValueOrDefault("CUSTOM") == "new", "the change from outside is seen", Ending);
    }

    [Fact]
    public async Task The_cleanup_schedule_is_the_CronJobs_and_a_wrong_one_is_refused_with_a_message()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var schedule = new CronJobSchedule(running.Cluster, NullLogger<CronJobSchedule>.Instance);
        await schedule.SetAsync("*/2 * * * *", Ending);
        await api.Server.Client.CreateNamespacedCronJobAsync(CronJob(), home, cancellationToken: Ending);

        await schedule.SetAsync("*/7 * * * *", Ending);
        var refusal = await Assert.ThrowsAsync<OrchestrationException>(() => schedule.SetAsync("every day", Ending));

        var job = await api.Server.Client.ReadNamespacedCronJobAsync("falcon-eye-cleanup", home, cancellationToken: Ending);
        Assert.Equal("*/7 * * * *", job.Spec.Schedule);
        Assert.Contains("refuses", refusal.Message, StringComparison.Ordinal);
    }

    private static V1CronJob CronJob() => new()
    {
        Metadata = new V1ObjectMeta { Name = "falcon-eye-cleanup" },
        Spec = new V1CronJobSpec
        {
            Schedule = "*/2 * * * *",
            JobTemplate = new V1JobTemplateSpec
            {
                Spec = new V1JobSpec
                {
                    Template = new V1PodTemplateSpec { Spec = new V1PodSpec { RestartPolicy = "Never", Containers = [new V1Container { Name = "cleanup", Image = "x" }] } },
                },
            },
        },
    };
}
