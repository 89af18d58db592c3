using System.Net;
using System.Net.Http.Headers;
using FalconEye.KubernetesApi.Kubelet;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.KubernetesApi.Tests;

/// <summary>Pods of the pretended nodes: real processes with a pod's life.</summary>
public sealed class KubeletTests : IAsyncLifetime
{
    private const string FileServerToken = "one-token";

    private KubernetesApiServer? _server;
    private FakeNodes? _nodes;

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    private Kubernetes Client => _server!.Client;

    public async ValueTask InitializeAsync()
    {
        _server = await KubernetesApiServer.StartAsync(Ending);
        _nodes = _server.StartNodes(new NodesOptions
        {
            Images = new Dictionary<string, PodProgram>
            {
                ["printer"] = PodProgram.Process("/bin/sh"),
                ["files"] = PodProgram.InProcess(FileServer.RunAsync),
            },
            CrashPause = TimeSpan.FromMilliseconds(100),
        });
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    [Fact]
    public async Task A_container_gets_its_environment_from_everywhere()
    {
        await Client.CreateNamespacedConfigMapAsync(Samples.ConfigMap("settings", ("FROM_MAP", "map")), "default", cancellationToken: Ending);
        await Client.CreateNamespacedSecretAsync(
            new V1Secret { Metadata = new V1ObjectMeta { Name = "secrets" }, StringData = new Dictionary<string, string> { ["key"] = "secret" } }, "default", cancellationToken: Ending);
        var pod = Pod("environment", "printer", "-c", "echo $FROM_MAP $FROM_SECRET $NODE $DOLLARS $HOST; exec sleep 60");
        pod.Spec.Containers[0].EnvFrom = [new V1EnvFromSource { ConfigMapRef = new V1ConfigMapEnvSource { Name = "settings" } }];
        pod.Spec.Containers[0].Env =
        [
            new V1EnvVar { Name = "FROM_SECRET", ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = "secrets", Key = "key" } } },
            new V1EnvVar { Name = "NODE", ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "spec.nodeName" } } },
            new V1EnvVar { Name = "DOLLARS", Value = "$$(FROM_SECRET)=$(FROM_SECRET)" },
        ];
        await Client.CreateNamespacedPodAsync(pod, "default", cancellationToken: Ending);
        var running = await PodAsync("environment", pod => pod.Status.Phase == "Running");
        await LogAsync("environment", $"map secret {running.Spec.NodeName} $(FROM_SECRET)=secret {running.Status.PodIP}");
    }

    [Fact]
    public async Task A_waiting_container_reports_the_reason()
    {
        await Client.CreateNamespacedPodAsync(Pod("unknown", "nobody-has-this"), "default", cancellationToken: Ending);
        var pod = Pod("unconfigured", "printer", "-c", "exec sleep 60");
        pod.Spec.Containers[0].Env = [new V1EnvVar { Name = "X", ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = "later", Key = "x" } } }];
        await Client.CreateNamespacedPodAsync(pod, "default", cancellationToken: Ending);
        await PodAsync("unknown", pod => WaitingReason(pod) == "ImagePullBackOff");
        await PodAsync("unconfigured", pod => WaitingReason(pod) == "CreateContainerConfigError");
        await Client.CreateNamespacedSecretAsync(
            new V1Secret { Metadata = new V1ObjectMeta { Name = "later" }, StringData = new Dictionary<string, string> { ["x"] = "y" } }, "default", cancellationToken: Ending);
        await PodAsync("unconfigured", pod => pod.Status.ContainerStatuses[0].State.Running is not null);
    }

    [Fact]
    public async Task A_crashing_container_is_restarted_with_backoff_and_keeps_its_last_log()
    {
        await Client.CreateNamespacedPodAsync(Pod("crashing", "printer", "-c", "echo last words; exit 3"), "default", cancellationToken: Ending);
        var pod = await PodAsync("crashing", pod => WaitingReason(pod) == "CrashLoopBackOff" && pod.Status.ContainerStatuses[0].RestartCount > 1);
        Assert.Equal(3, pod.Status.ContainerStatuses[0].LastState.Terminated.ExitCode);
        await LogAsync("crashing", "last words", previous: true);
    }

    [Fact]
    public async Task A_ready_pod_is_reached_through_its_Service_and_serves_its_nodes_files_with_ranges()
    {
        var camera = Guid.NewGuid().ToString();
        foreach (var node in (string[])["node-a", "node-b"])
        {
            var folder = Directory.CreateDirectory(Path.Combine(_nodes!.FolderOf(node), "data/falcon-eye/recordings", camera)).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "recording.mp4"), node, Ending);
        }

        await Client.CreateNamespacedDaemonSetAsync(FileServers(), "default", cancellationToken: Ending);
        var service = Samples.Service("files");
        service.Spec.Ports[0].TargetPort = "http";
        service = await Client.CreateNamespacedServiceAsync(service, "default", cancellationToken: Ending);
        var pods = await Eventually.ReturnsAsync(
            async () => (await Client.ListNamespacedPodAsync("default", labelSelector: "app=files", cancellationToken: Ending)).Items,
            pods => pods.Count == 2 && pods.All(pod => pod.Status.ContainerStatuses?[0].Ready == true),
            "each node has a file server",
            Ending);
        using HttpClient http = new() { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", FileServerToken) } };
        foreach (var pod in pods)
        {
            Assert.Equal(pod.Spec.NodeName, await http.GetStringAsync($"http://{pod.Status.PodIP}:8080/{camera}/recording.mp4", Ending));
        }

        HttpRequestMessage request = new(HttpMethod.Get, $"http://{service.Spec.ClusterIP}:8081/{camera}/recording.mp4") { Headers = { Range = new RangeHeaderValue(0, 3) } };
        using var answer = await http.SendAsync(request, Ending);
        Assert.Equal("node", await answer.Content.ReadAsStringAsync(Ending));
    }

    [Fact]
    public async Task A_deleted_pod_gets_its_grace_and_its_process_is_gone()
    {
        await Client.CreateNamespacedPodAsync(Pod("stubborn", "printer", "-c", "trap '' TERM; echo up; while true; do sleep 0.05; done"), "default", cancellationToken: Ending);
        await LogAsync("stubborn", "up");
        var process = Assert.Single(_nodes!.ProcessesOf("default", "stubborn"));
        await Client.DeleteNamespacedPodAsync("stubborn", "default", gracePeriodSeconds: 1, cancellationToken: Ending);
        Assert.True(ProcessTree.IsRunning(process));
        await Eventually.HoldsAsync(
            async () => (await Client.ListNamespacedPodAsync("default", cancellationToken: Ending)).Items.All(pod => pod.Name() != "stubborn"), "the pod is gone", Ending);
        Assert.False(ProcessTree.IsRunning(process));
    }

    [Fact]
    public async Task The_pods_of_a_dead_node_are_replaced_elsewhere()
    {
        var deployment = Samples.Deployment("mover", "printer");
        deployment.Spec.Template.Spec.Containers[0].Args = ["-c", "exec sleep 60"];
        deployment.Spec.Template.Spec.Tolerations = [new V1Toleration { Key = "node.kubernetes.io/unreachable", OperatorProperty = "Exists", Effect = "NoExecute", TolerationSeconds = 1 }];
        await Client.CreateNamespacedDeploymentAsync(deployment, "default", cancellationToken: Ending);
        var first = (await RunningPodAsync("mover", _ => true))!;
        await _nodes!.PowerOffAsync(first.Spec.NodeName);
        var second = (await RunningPodAsync("mover", pod => pod.Name() != first.Name()))!;
        Assert.NotEqual(first.Spec.NodeName, second.Spec.NodeName);
        Assert.NotNull((await Client.ReadNamespacedPodAsync(first.Name(), "default", cancellationToken: Ending)).DeletionTimestamp());
        _nodes.PowerOn(first.Spec.NodeName);
        await Eventually.HoldsAsync(
            async () => (await Client.ListNamespacedPodAsync("default", cancellationToken: Ending)).Items.All(pod => pod.Name() != first.Name()), "the old pod is gone", Ending);
    }

    private static V1Pod Pod(string name, string image, params string[] arguments) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1PodSpec { Containers = [new V1Container { Name = "main", Image = image, Args = [.. arguments] }], TerminationGracePeriodSeconds = 1 },
    };

    private static V1DaemonSet FileServers() => new()
    {
        Metadata = new V1ObjectMeta { Name = "files" },
        Spec = new V1DaemonSetSpec
        {
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "files" } },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = "files" } },
                Spec = new V1PodSpec
                {
                    Containers =
                    [
                        new V1Container
                        {
                            Name = "files",
                            Image = "registry.example/files:1",
                            Env = [new V1EnvVar { Name = "FILE_SERVER_TOKEN", Value = FileServerToken }],
                            Ports = [new V1ContainerPort { Name = "http", ContainerPort = 8080 }],
                            ReadinessProbe = new V1Probe { HttpGet = new V1HTTPGetAction { Path = "/healthz", Port = "http" } },
                            VolumeMounts = [new V1VolumeMount { Name = "recordings", MountPath = "/data/falcon-eye/recordings" }],
                        },
                    ],
                    Volumes = [new V1Volume { Name = "recordings", HostPath = new V1HostPathVolumeSource { Path = "/data/falcon-eye/recordings", Type = "DirectoryOrCreate" } }],
                },
            },
        },
    };

    private static string? WaitingReason(V1Pod pod) => pod.Status.ContainerStatuses?[0].State.Waiting?.Reason;

    private Task<V1Pod> PodAsync(string name, Func<V1Pod, bool> isExpected) => Eventually.ReturnsAsync(
        () => Client.ReadNamespacedPodAsync(name, "default", cancellationToken: Ending), isExpected, $"{name} is as expected", Ending);

    private Task<V1Pod?> RunningPodAsync(string app, Func<V1Pod, bool> isExpected) => Eventually.ReturnsAsync(
        async () => (await Client.ListNamespacedPodAsync("default", labelSelector: $"app={app}", cancellationToken: Ending)).Items
            .FirstOrDefault(pod => pod.DeletionTimestamp() is null && pod.Status.ContainerStatuses?[0].Ready == true && isExpected(pod)),
        pod => pod is not null,
        $"a pod of {app} runs",
        Ending);

    private Task<string> LogAsync(string pod, string line, bool previous = false) => Eventually.ReturnsAsync(
        async () =>
        {
            try
            {
                using StreamReader log = new(await Client.CoreV1.ReadNamespacedPodLogAsync(pod, "default", previous: previous, tailLines: 5, cancellationToken: Ending));
                return await log.ReadToEndAsync(Ending);
            }
            catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.BadRequest)
            {
                // The container is still being created.
                return "";
            }
        },
        text => text.Contains(line, StringComparison.Ordinal),
        $"{pod} writes {line}",
        Ending);
}
