using FalconEye.Contracts.Cameras;
using FalconEye.KubernetesApi;
using FalconEye.Orchestration.Kubernetes.Manifests;
using FalconEye.TestKit;
using k8s;

namespace FalconEye.Orchestration.Tests.Kubernetes;

/// <summary>The caches follow the cluster whatever happens to their watches. Each test has a server of its own, which it breaks.</summary>
public sealed class WatchTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dropped")]
    [InlineData("ended")]
    [InlineData("restarted")]
    [InlineData("expired by event")]
    [InlineData("expired by status")]
    public async Task What_came_and_went_while_the_watch_was_broken_is_seen_afterwards(string how)
    {
        await using var server = await KubernetesApiServer.StartAsync(Ending);
        await using var running = await RunningCluster.StartAsync(server, "default", Ending);
        var (gone, come) = (Specs.Relay(CameraProtocol.Rtsp), Specs.Relay(CameraProtocol.Http, slug: "back-door", id: Guid.NewGuid()));
        await running.Orchestrator.DeployAsync(gone, Ending);

        // Whatever breaks the watches, the change happens before they are back.
        server.Faults.Choose(call => call.Verb is "watch" or "list" ? KubernetesApi.Faults.FaultKind.InternalError : null);
        server.DropWatches(abruptly: how == "dropped");
        await server.Client.DeleteNamespacedDeploymentAsync(gone.Name, "default", cancellationToken: Ending);
        await server.Client.DeleteNamespacedServiceAsync(gone.ServiceName, "default", cancellationToken: Ending);
        await server.Client.DeleteNamespacedSecretAsync(gone.Name, "default", cancellationToken: Ending);
        await server.Client.CreateNamespacedDeploymentAsync(DeploymentManifest.Render(come, running.Options, "v1"), "default", cancellationToken: Ending);
        if (how == "restarted")
        {
            await server.StopAsync();
            await server.StartAgainAsync(Ending);
        }
        else if (how.StartsWith("expired", StringComparison.Ordinal))
        {
            server.Compact(how == "expired by event" ? ExpiredWatchAnswer.ErrorEvent : ExpiredWatchAnswer.HttpStatus);
        }

        server.Faults.Clear();

        await Eventually.HoldsAsync(
            () => running.Orchestrator.Find(gone.Key) is null && running.Orchestrator.Find(come.Key) is not null, "the caches are true again", Ending, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_replaced_token_is_used()
    {
        await using var server = await KubernetesApiServer.StartAsync(Ending);
        using TemporaryFolder folder = new();
        server.Apply("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: everything}
            rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: everything}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: everything}
            subjects: [{kind: ServiceAccount, name: falcon-eye-sa, namespace: default}]
            """);
        var old = server.IssueToken("default", "falcon-eye-sa");
        await File.WriteAllTextAsync(folder["token"], old, Ending);
        await using var running = await RunningCluster.StartAsync(server.WriteRotatingKubeconfig(folder["token"]), "default", Ending);

        await File.WriteAllTextAsync(folder["token"], server.IssueToken("default", "falcon-eye-sa"), Ending);
        server.RevokeToken(old);
        server.DropWatches();
        await server.Client.CreateNamespacedDeploymentAsync(
            DeploymentManifest.Render(Specs.Relay(CameraProtocol.Rtsp), running.Options, "v1"), "default", cancellationToken: Ending);

        await Eventually.HoldsAsync(
            () => running.Orchestrator.Find(new(Specs.CameraId, WorkloadComponent.Camera)) is not null, "the watch goes on with the new token", Ending, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Reading_a_thousand_workloads_makes_no_request()
    {
        await using var server = await KubernetesApiServer.StartAsync(Ending);
        await using var running = await RunningCluster.StartAsync(server, "default", Ending);
        await running.Orchestrator.DeployAsync(Specs.Relay(CameraProtocol.Rtsp), Ending);
        server.Faults.ForgetCalls();

        for (var i = 0; i < 1000; i++)
        {
            _ = running.Orchestrator.Find(new(Specs.CameraId, WorkloadComponent.Camera));
            _ = running.Orchestrator.List();
        }

        Assert.DoesNotContain(server.Faults.Calls, call => call.Verb != "watch");
    }

    [Fact]
    public async Task A_change_is_reported()
    {
        await using var server = await KubernetesApiServer.StartAsync(Ending);
        await using var running = await RunningCluster.StartAsync(server, "default", Ending);
        var changed = new TaskCompletionSource<WorkloadKey>(TaskCreationOptions.RunContinuationsAsynchronously);
        running.Orchestrator.Changed += key => changed.TrySetResult(key);
        var spec = Specs.Relay(CameraProtocol.Rtsp);

        await server.Client.CreateNamespacedDeploymentAsync(DeploymentManifest.Render(spec, running.Options, "v1"), "default", cancellationToken: Ending);

        Assert.Equal(spec.Key, await changed.Task.WaitAsync(Eventually.DefaultDeadline, Ending));
    }

    [Fact]
    public async Task An_unreachable_cluster_is_reported_and_used_again_when_it_is_back()
    {
        await using var server = await KubernetesApiServer.StartAsync(Ending);
        await using var running = await RunningCluster.StartAsync(server, "default", Ending);
        var spec = Specs.Relay(CameraProtocol.Rtsp);

        await server.StopAsync();
        var refusal = await Assert.ThrowsAsync<OrchestrationException>(() => running.Orchestrator.DeployAsync(spec, Ending));
        await server.StartAgainAsync(Ending);
        await running.Orchestrator.DeployAsync(spec, Ending);

        Assert.Contains("does not answer", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(running.Orchestrator.Find(spec.Key));
    }
}
