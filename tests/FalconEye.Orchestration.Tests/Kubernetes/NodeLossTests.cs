using FalconEye.KubernetesApi;
using FalconEye.KubernetesApi.Kubelet;
using FalconEye.Orchestration.Kubernetes;
using FalconEye.TestKit;
using k8s;
using k8s.Models;

namespace FalconEye.Orchestration.Tests.Kubernetes;

/// <summary>Nodes with programs of a few lines in place of relays and recorders: what counts here is where they run.</summary>
public sealed class NodeLossTests : IAsyncLifetime
{
    private KubernetesApiServer _server = null!;
    private FakeNodes _nodes = null!;
    private RunningCluster _running = null!;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await KubernetesApiServer.StartAsync(Ending);
        _nodes = _server.StartNodes(new NodesOptions
        {
            Images = new Dictionary<string, PodProgram>
            {
                ["falcon-eye-camera-usb"] = PodProgram.InProcess(TestCluster.ServeAsync),
                ["falcon-eye-camera-rtsp"] = PodProgram.InProcess(TestCluster.ServeAsync),
                ["falcon-eye-recorder"] = PodProgram.InProcess(TestCluster.ServeAsync),
                ["nginx"] = PodProgram.InProcess(FileServer.RunAsync),
                ["ends-well"] = PodProgram.InProcess((_, _) => Task.CompletedTask),
            },
            Devices = ["/dev/video0"],
        });
        _running = await RunningCluster.StartAsync(_server, "default", Ending);
    }

    public async ValueTask DisposeAsync()
    {
        await _running.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_recorder_whose_node_dies_goes_on_elsewhere_and_can_be_deleted_with_its_dead_pod()
    {
        var spec = Specs.Recorder() with { PreferredNodeName = "node-a" };
        await _running.Orchestrator.DeployAsync(spec, Ending);
        var first = await PhaseAsync(spec.Key, WorkloadPhase.Running);

        await _nodes.PowerOffAsync(first.NodeName!);
        var second = await Eventually.ReturnsAsync(
            () => Task.FromResult(_running.Orchestrator.Find(spec.Key)),
            seen => seen is { Phase: WorkloadPhase.Running } && seen.NodeName != first.NodeName,
            "it runs on the other node",
            Ending,
            TimeSpan.FromSeconds(20));

        Assert.NotEqual(first.NodeName, second!.NodeName);
    }

    [Fact]
    public async Task A_USB_camera_of_a_dead_node_reports_it_and_resumes_when_the_node_is_back()
    {
        var spec = Specs.Usb("node-b");
        await _running.Orchestrator.DeployAsync(spec, Ending);
        var running = await PhaseAsync(spec.Key, WorkloadPhase.Running);

        await _nodes.PowerOffAsync("node-b");
        var failing = await PhaseAsync(spec.Key, WorkloadPhase.Failing);
        _nodes.PowerOn("node-b");
        var back = await PhaseAsync(spec.Key, WorkloadPhase.Running);

        Assert.StartsWith("Node node-b is unreachable", failing.Reason, StringComparison.Ordinal);
        Assert.Equal(("node-b", "node-b"), (running.NodeName, back.NodeName));
    }

    [Fact]
    public async Task A_nodes_recordings_are_served_while_it_is_there()
    {
        await _server.Client.CreateNamespacedDaemonSetAsync(FileServers(), "default", cancellationToken: Ending);
        var nodes = new KubernetesRecordingNodes(_running.Cluster, _running.Options, TimeProvider.System);
        await Eventually.HoldsAsync(() => nodes.FindFileServer("node-a") is not null && nodes.FindFileServer("node-b") is not null, "both nodes serve", Ending);

        Assert.NotEqual(nodes.FindFileServer("node-a"), nodes.FindFileServer("node-b"));
        await _nodes.PowerOffAsync("node-a");

        await Eventually.HoldsAsync(() => nodes.FindFileServer("node-a") is null, "the dead node serves no more", Ending);
        Assert.NotNull(nodes.FindFileServer("node-b"));
        Assert.Null(nodes.FindFileServer("node-z"));
    }

    [Fact]
    public async Task Removals_that_are_done_or_can_never_be_are_swept_and_the_others_go_on()
    {
        var nodes = new KubernetesRecordingNodes(_running.Cluster, _running.Options, TimeProvider.System);
        string[] waiting = ["waiting", "gone-node"];
        await CreateRemovalAsync("done", "node-a", "ends-well");
        await CreateRemovalAsync("waiting", "node-b", "not-there");
        await CreateRemovalAsync("gone-node", "node-z", "not-there");
        await Eventually.HoldsAsync(
            () => _running.Cluster.Caches.Pods.Find("done")?.Status.Phase == "Succeeded" && waiting.All(name => _running.Cluster.Caches.Pods.Find(name) is not null),
            "the pods are seen",
            Ending);

        await nodes.SweepAsync(Ending);

        await Eventually.HoldsAsync(
            async () => (await _server.Client.ListNamespacedPodAsync("default", cancellationToken: Ending)).Items.Select(pod => pod.Name()).SequenceEqual(["waiting"]),
            "only the one that is still to do its work is left",
            Ending);
    }

    [Fact]
    public async Task A_camera_of_a_dead_node_can_be_deleted()
    {
        var spec = Specs.Usb("node-b");
        await _running.Orchestrator.DeployAsync(spec, Ending);
        await PhaseAsync(spec.Key, WorkloadPhase.Running);
        await _nodes.PowerOffAsync("node-b");
        await PhaseAsync(spec.Key, WorkloadPhase.Failing);

        await _running.Orchestrator.DeleteAsync(spec.Key, Ending);

        Assert.Null(_running.Orchestrator.Find(spec.Key));
    }

    [Fact]
    public async Task The_nodes_are_listed_from_memory()
    {
        var nodes = await _running.Orchestrator.ListNodesAsync(Ending);

        Assert.Equal(["node-a", "node-b"], nodes.Select(node => node.Name));
        Assert.All(nodes, node => Assert.True(node is { Ready: true, Ip: not null, Architecture: "amd64" }));
    }

    private Task<WorkloadObservation> PhaseAsync(WorkloadKey key, WorkloadPhase phase) => Eventually.ReturnsAsync(
        () => Task.FromResult(_running.Orchestrator.Find(key)!), seen => seen?.Phase == phase, $"it is {phase}", Ending, TimeSpan.FromSeconds(20));

    /// <summary>A pod as one that removes a file.</summary>
    private Task<V1Pod> CreateRemovalAsync(string name, string node, string image) => _server.Client.CreateNamespacedPodAsync(
        new V1Pod
        {
            Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["app"] = "falcon-eye", ["component"] = "file-removal" } },
            Spec = new V1PodSpec
            {
                RestartPolicy = "OnFailure",
                NodeSelector = new Dictionary<string, string> { ["kubernetes.io/hostname"] = node },
                Containers = [new V1Container { Name = "file-removal", Image = image }],
            },
        },
        "default",
        cancellationToken: Ending);

    private static V1DaemonSet FileServers()
    {
        Dictionary<string, string> labels = new() { ["app"] = "falcon-eye", ["component"] = "file-server" };
        return new()
        {
            Metadata = new V1ObjectMeta { Name = "falcon-eye-file-server", Labels = labels },
            Spec = new V1DaemonSetSpec
            {
                Selector = new V1LabelSelector { MatchLabels = labels },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = labels },
                    Spec = new V1PodSpec
                    {
                        Containers =
                        [
                            new V1Container
                            {
                                Name = "file-server",
                                Image = "nginx:1",
                                Env = [new V1EnvVar { Name = "FILE_SERVER_TOKEN", Value = "x" }],
                                ReadinessProbe = new V1Probe { HttpGet = new V1HTTPGetAction { Path = "/healthz", Port = 8080 } },
                                VolumeMounts = [new V1VolumeMount { Name = "recordings", MountPath = "/data/falcon-eye/recordings" }],
                            },
                        ],
                        Volumes = [new V1Volume { Name = "recordings", HostPath = new V1HostPathVolumeSource { Path = "/data/falcon-eye/recordings", Type = "DirectoryOrCreate" } }],
                    },
                },
            },
        };
    }
}
