using System.Text;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Orchestration.Kubernetes;
using FalconEye.TestKit;
using k8s;
using k8s.Models;

namespace FalconEye.Orchestration.Tests.Kubernetes;

public sealed class DeployTests(ApiFixture api)
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    private k8s.Kubernetes Client => api.Server.Client;

    [Fact]
    public async Task Deploying_an_unchanged_workload_makes_no_request()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var spec = Specs.Relay(CameraProtocol.Rtsp);
        var first = await running.Orchestrator.DeployAsync(spec, Ending);
        var calls = Calls(home);

        var second = await running.Orchestrator.DeployAsync(spec with { }, Ending);

        Assert.Equal(calls, Calls(home));
        Assert.Equal(("cam-front-door", "svc-front-door", "Front door"), (second.Name, second.ServiceName, second.CameraName));
        Assert.Equal(8081, second.StreamPort);
        Assert.Equal(first.Address, second.Address);
        Assert.Equal(second, Assert.Single(running.Orchestrator.List()) with { Phase = second.Phase, Reason = second.Reason });
    }

    [Fact]
    public async Task A_server_that_starts_again_leaves_what_runs_as_it_is()
    {
        var home = await api.NewNamespaceAsync();
        var spec = Specs.Relay(CameraProtocol.Rtsp);
        await using (var earlier = await RunningCluster.StartAsync(api.Server, home, Ending))
        {
            await earlier.Orchestrator.DeployAsync(spec, Ending);
        }

        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var before = Calls(home);
        await running.Orchestrator.DeployAsync(spec, Ending);
        await running.Orchestrator.DeployAsync(spec, Ending);

        Assert.Equal([$"get deployments {home}/{spec.Name}"], Calls(home).Skip(before.Count));
    }

    [Fact]
    public async Task Two_servers_that_deploy_a_workload_at_once_start_its_pod_once()
    {
        var home = await api.NewNamespaceAsync();
        await using var one = await RunningCluster.StartAsync(api.Server, home, Ending);
        await using var two = await RunningCluster.StartAsync(api.Server, home, Ending);
        var spec = Specs.Relay(CameraProtocol.Rtsp);

        await Task.WhenAll(one.Orchestrator.DeployAsync(spec, Ending), two.Orchestrator.DeployAsync(spec, Ending));

        var deployment = await Client.ReadNamespacedDeploymentAsync(spec.Name, home, cancellationToken: Ending);
        Assert.Equal(1, deployment.Generation());
    }

    [Fact]
    public async Task A_changed_password_restarts_the_pod_and_is_in_the_Secret_only()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var spec = Specs.Relay(CameraProtocol.Rtsp);
        await running.Orchestrator.DeployAsync(spec, Ending);
        var before = await Client.ReadNamespacedDeploymentAsync(spec.Name, home, cancellationToken: Ending);

        await running.Orchestrator.DeployAsync(spec with { Secrets = new([new(EnvironmentVariables.RtspUrl, "rtsp://admin:other@192.168.1.20/")]) }, Ending);

        var after = await Client.ReadNamespacedDeploymentAsync(spec.Name, home, cancellationToken: Ending);
        var secret = await Client.ReadNamespacedSecretAsync(spec.Name, home, cancellationToken: Ending);
        Assert.NotEqual(before.Spec.Template.Metadata.Annotations["falcon-eye/secret-version"], after.Spec.Template.Metadata.Annotations["falcon-eye/secret-version"]);
        Assert.Equal("rtsp://admin:other@192.168.1.20/"u8.ToArray(), secret.Data[EnvironmentVariables.RtspUrl]);
        Assert.DoesNotContain("other", KubernetesJson.Serialize(after), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_belongs_to_another_camera_is_left_alone_and_its_owner_named()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var mine = Specs.Relay(CameraProtocol.Rtsp);
        await running.Orchestrator.DeployAsync(mine, Ending);
        var other = mine with { Key = new(Guid.NewGuid(), WorkloadComponent.Camera) };

        var refusal = await Assert.ThrowsAsync<OrchestrationException>(() => running.Orchestrator.DeployAsync(other, Ending));

        Assert.Contains(mine.Key.CameraId.ToString(), refusal.Message, StringComparison.Ordinal);
        var secret = await Client.ReadNamespacedSecretAsync(mine.Name, home, cancellationToken: Ending);
        Assert.Equal(mine.Key.CameraId.ToString(), secret.Metadata.Labels["camera-id"]);
    }

    [Fact]
    public async Task What_another_replica_has_just_made_is_taken_over_by_its_labels()
    {
        var home = await api.NewNamespaceAsync();
        await using var one = await RunningCluster.StartAsync(api.Server, home, Ending);
        await using var two = await RunningCluster.StartAsync(api.Server, home, Ending);
        var spec = Specs.Relay(CameraProtocol.Http);

        await Task.WhenAll(
            one.Orchestrator.DeployAsync(spec, Ending),
            two.Orchestrator.DeployAsync(spec with { PreferredNodeName = "node-a" }, Ending),
            one.Orchestrator.DeployAsync(spec with { PreferredNodeName = "node-b" }, Ending));

        Assert.Single((await Client.ListNamespacedDeploymentAsync(home, cancellationToken: Ending)).Items);
    }

    [Fact]
    public async Task A_removed_Service_is_created_again()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var spec = Specs.Relay(CameraProtocol.Rtsp);
        await running.Orchestrator.DeployAsync(spec, Ending);

        await Client.DeleteNamespacedServiceAsync(spec.ServiceName, home, cancellationToken: Ending);
        await Eventually.HoldsAsync(() => running.Orchestrator.Find(spec.Key)?.Address is null, "the loss is seen", Ending);

        Assert.NotNull((await running.Orchestrator.DeployAsync(spec, Ending)).Address);
    }

    [Theory]
    [InlineData("""{"spec":{"replicas":0}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"rtsp-relay","image":"example.org/other:1"}]}}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"rtsp-relay","resources":{"limits":{"memory":"256Mi"}}}]}}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"rtsp-relay","env":[{"name":"FPS","value":"1"}]}]}}}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"name":"rtsp-relay","env":[{"name":"HTTP_PROXY","value":"http://example.org"}]}]}}}}""")]
    public async Task Manual_changes_are_reverted_to_the_desired_state(string patch)
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var spec = Specs.Relay(CameraProtocol.Rtsp);
        await running.Orchestrator.DeployAsync(spec, Ending);
        var wanted = KubernetesJson.Serialize((await Client.ReadNamespacedDeploymentAsync(spec.Name, home, cancellationToken: Ending)).Spec);

        await EditAsync(running, home, spec.Name, patch);
        await running.Orchestrator.DeployAsync(spec, Ending);
        var writes = Writes(home);
        await running.Orchestrator.DeployAsync(spec, Ending);

        Assert.Equal(writes, Writes(home));
        Assert.Equal(wanted, KubernetesJson.Serialize((await Client.ReadNamespacedDeploymentAsync(spec.Name, home, cancellationToken: Ending)).Spec));
    }

    [Fact]
    public async Task What_others_add_to_what_the_camera_needs_stays()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var spec = Specs.Relay(CameraProtocol.Rtsp);
        await running.Orchestrator.DeployAsync(spec, Ending);

        await EditAsync(running, home, spec.Name, """{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"now","theirs":"x"}},"spec":{"priorityClassName":"theirs"}}}}""");
        var writes = Writes(home);
        await running.Orchestrator.DeployAsync(spec, Ending);

        Assert.Equal(writes, Writes(home));
    }

    [Fact]
    public async Task A_changed_Service_is_restored()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var spec = Specs.Relay(CameraProtocol.Rtsp);
        var first = await running.Orchestrator.DeployAsync(spec, Ending);

        var edited = await Client.PatchNamespacedServiceAsync(
            new V1Patch("""{"spec":{"selector":{"component":"other"}}}""", V1Patch.PatchType.StrategicMergePatch), spec.ServiceName, home, cancellationToken: Ending);
        await Eventually.HoldsAsync(
            () => running.Cluster.Caches.Services.Find(spec.ServiceName)?.ResourceVersion() == edited.ResourceVersion(), "the change is seen", Ending);
        var second = await running.Orchestrator.DeployAsync(spec, Ending);

        var service = await Client.ReadNamespacedServiceAsync(spec.ServiceName, home, cancellationToken: Ending);
        Assert.Equal(("camera", first.Address), (service.Spec.Selector["component"], second.Address));
    }

    [Fact]
    public async Task A_node_port_is_reported_and_kept_when_the_service_changes()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var options = running.Options with { CameraServiceType = CameraServiceType.NodePort };
        using var open = new KubernetesOrchestrator(running.Cluster, options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<KubernetesOrchestrator>.Instance);
        var spec = Specs.Relay(CameraProtocol.Rtsp);

        var first = await open.DeployAsync(spec, Ending);
        var renamed = await open.DeployAsync(spec with { CameraName = "Back door" }, Ending);

        Assert.InRange(first.StreamPort!.Value, 30000, 32767);
        Assert.Equal((first.StreamPort, first.Address), (renamed.StreamPort, renamed.Address));
    }

    [Fact]
    public async Task Deleting_one_of_two_cameras_of_one_name_touches_nothing_of_the_other_and_a_missing_one_is_no_error()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var (first, second) = (Specs.Relay(CameraProtocol.Rtsp), Specs.Relay(CameraProtocol.Rtsp, slug: "front-door-2", id: Guid.NewGuid()));
        await running.Orchestrator.DeployAsync(first, Ending);
        await running.Orchestrator.DeployAsync(second, Ending);
        await running.Orchestrator.DeployAsync(Specs.Recorder(), Ending);

        await running.Orchestrator.DeleteAsync(first.Key, Ending);
        await running.Orchestrator.DeleteAsync(first.Key, Ending);

        Assert.Null(running.Orchestrator.Find(first.Key));
        Assert.Equal(["cam-front-door-2", "rec-front-door"], await NamesAsync(Client.ListNamespacedDeploymentAsync(home, cancellationToken: Ending)));
        Assert.Equal(["cam-front-door-2", "rec-front-door"], await NamesAsync(Client.ListNamespacedSecretAsync(home, cancellationToken: Ending)));
        Assert.Equal(["svc-front-door-2", "svc-rec-front-door"], await NamesAsync(Client.ListNamespacedServiceAsync(home, cancellationToken: Ending)));
    }

    [Fact]
    public async Task A_restart_changes_the_pods_and_nothing_else()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var spec = Specs.Recorder();
        await running.Orchestrator.DeployAsync(spec, Ending);

        await running.Orchestrator.RestartAsync(spec.Key, Ending);
        await running.Orchestrator.RestartAsync(new(Guid.NewGuid(), WorkloadComponent.Recorder), Ending);
        await running.Orchestrator.DeployAsync(spec, Ending);

        var deployment = await Client.ReadNamespacedDeploymentAsync(spec.Name, home, cancellationToken: Ending);
        Assert.True(deployment.Spec.Template.Metadata.Annotations.ContainsKey("kubectl.kubernetes.io/restartedAt"));
        Assert.True(deployment.Spec.Template.Metadata.Annotations.ContainsKey("falcon-eye/secret-version"));
    }

    [Fact]
    public async Task A_USB_camera_gets_its_configuration_with_its_password_as_a_secret_file_and_a_new_one_when_it_changes()
    {
        var home = await api.NewNamespaceAsync();
        await using var running = await RunningCluster.StartAsync(api.Server, home, Ending);
        var spec = Specs.Usb();
        var deployed = await running.Orchestrator.DeployAsync(spec, Ending);

        await running.Orchestrator.DeployAsync(spec with { Usb = spec.Usb! with { Width = 1280, Height = 720 } }, Ending);

        var configuration = Encoding.UTF8.GetString((await Client.ReadNamespacedSecretAsync(spec.Name, home, cancellationToken: Ending)).Data["motion.conf"]);
        Assert.Contains("width 1280\n", configuration, StringComparison.Ordinal);
        Assert.Contains("stream_authentication falcon-eye:its-own\n", configuration, StringComparison.Ordinal);
        Assert.Contains("webcontrol_authentication falcon-eye:its-own\n", configuration, StringComparison.Ordinal);
        Assert.Equal(8080, deployed.ControlPort);
        Assert.DoesNotContain((await Client.ReadNamespacedServiceAsync(spec.ServiceName, home, cancellationToken: Ending)).Spec.Ports, port => port.Port == 8080);
    }

    /// <summary>Changes a Deployment as a person does, and waits until that is seen.</summary>
    private async Task EditAsync(RunningCluster running, string home, string name, string patch)
    {
        var edited = await Client.PatchNamespacedDeploymentAsync(new V1Patch(patch, V1Patch.PatchType.StrategicMergePatch), name, home, cancellationToken: Ending);
        await Eventually.HoldsAsync(
            () => running.Cluster.Caches.Deployments.Find(name)?.Generation() >= edited.Generation(), "the change is seen", Ending);
    }

    private int Writes(string home) => api.Server.Faults.Calls.Count(call => call.Namespace == home && call.IsWrite);

    /// <summary>The calls but those that the caches make.</summary>
    private List<string> Calls(string home) =>
        [.. api.Server.Faults.Calls.Where(call => call.Namespace == home && call.Verb is not ("list" or "watch")).Select(call => call.ToString())];

    private static async Task<string[]> NamesAsync<T>(Task<T> list)
        where T : IKubernetesObject<V1ListMeta> =>
        [.. ((System.Collections.IEnumerable)((dynamic)await list).Items).Cast<IMetadata<V1ObjectMeta>>().Select(item => item.Metadata.Name).Order(StringComparer.Ordinal)];
}
