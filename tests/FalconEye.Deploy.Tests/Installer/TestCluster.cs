using System.Text;
using FalconEye.KubernetesApi;
using k8s;
using k8s.Models;

namespace FalconEye.Deploy.Tests.Installer;

/// <summary>A cluster in which whatever is applied comes up at once, or never.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    internal const string Namespace = "falcon-eye";
    internal const string CamerasNamespace = "falcon-eye-cameras";

    private readonly CancellationTokenSource _ending = new();
    private Task _controllers = Task.CompletedTask;

    private TestCluster(KubernetesApiServer server) => Server = server;

    internal KubernetesApiServer Server { get; }

    internal Kubernetes Client => Server.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts a cluster of one node, <c>node-1</c>, at 192.0.2.10.</summary>
    /// <param name="comesUp">Whether programs become ready.</param>
    internal static async Task<TestCluster> StartAsync(bool comesUp = true)
    {
        var cluster = new TestCluster(await KubernetesApiServer.StartAsync(Cancellation, new KubernetesApiOptions { Controllers = false }));
        await cluster.AddNodeAsync("node-1", "192.0.2.10", "10.42.0.0/24");
        if (comesUp)
        {
            cluster._controllers = new FakeControllers(cluster.Client, Namespace, CamerasNamespace).RunAsync(cluster._ending.Token);
        }

        return cluster;
    }

    internal async Task AddNodeAsync(string name, string address, string podNetwork, params V1Taint[] taints)
    {
        var node = await Client.CoreV1.CreateNodeAsync(
            new V1Node { Metadata = new V1ObjectMeta { Name = name }, Spec = new V1NodeSpec { PodCIDR = podNetwork, PodCIDRs = [podNetwork], Taints = taints.Length > 0 ? taints : null } }, cancellationToken: Cancellation);
        node.Status = new V1NodeStatus
        {
            NodeInfo = new V1NodeSystemInfo { Architecture = "arm64" },
            Addresses = [new V1NodeAddress { Type = "Hostname", Address = name }, new V1NodeAddress { Type = "InternalIP", Address = address }],
            Conditions = [new V1NodeCondition { Type = "Ready", Status = "True" }],
        };
        await Client.CoreV1.ReplaceNodeStatusAsync(node, name, cancellationToken: Cancellation);
    }

    internal async Task<IDictionary<string, string>> SecretsAsync()
    {
        var secret = await Client.CoreV1.ReadNamespacedSecretAsync("falcon-eye-secrets", Namespace, cancellationToken: Cancellation);
        return (secret.Data ?? new Dictionary<string, byte[]>()).ToDictionary(entry => entry.Key, entry => Encoding.UTF8.GetString(entry.Value));
    }

    internal async Task<IDictionary<string, string>> ConfigAsync(string name = "falcon-eye-config") =>
        (await Client.CoreV1.ReadNamespacedConfigMapAsync(name, Namespace, cancellationToken: Cancellation)).Data ?? new Dictionary<string, string>();

    internal Task<V1Deployment> DeploymentAsync(string name) =>
        Client.AppsV1.ReadNamespacedDeploymentAsync(name, Namespace, cancellationToken: Cancellation);

    /// <summary>The volume that PostgreSQL's StatefulSet would have made.</summary>
    internal Task AddDatabaseVolumeAsync() => Client.CoreV1.CreateNamespacedPersistentVolumeClaimAsync(
        new V1PersistentVolumeClaim
        {
            Metadata = new V1ObjectMeta { Name = "data-falcon-eye-postgres-0" },
            Spec = new V1PersistentVolumeClaimSpec
            {
                AccessModes = ["ReadWriteOnce"],
                Resources = new V1VolumeResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new("5Gi") } },
            },
        },
        Namespace,
        cancellationToken: Cancellation);

    /// <summary>A camera's Deployment and Secret, as the server makes them.</summary>
    internal async Task AddCameraAsync(string name, string inNamespace = CamerasNamespace)
    {
        var labels = new Dictionary<string, string> { ["app"] = "falcon-eye", ["component"] = "camera" };
        var pod = RestrictedPod("relay", "ghcr.io/amazingct/falcon-eye-camera-rtsp:0.1.0");
        await Client.CoreV1.CreateNamespacedSecretAsync(
            new V1Secret { Metadata = new V1ObjectMeta { Name = name, Labels = labels } }, inNamespace, cancellationToken: Cancellation);
        await Client.AppsV1.CreateNamespacedDeploymentAsync(
            new V1Deployment
            {
                Metadata = new V1ObjectMeta { Name = name, Labels = labels },
                Spec = new V1DeploymentSpec
                {
                    Selector = new V1LabelSelector { MatchLabels = labels },
                    Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = labels }, Spec = pod },
                },
            },
            inNamespace,
            cancellationToken: Cancellation);
    }

    /// <summary>A pod that waits, and says why.</summary>
    internal async Task AddWaitingPodAsync(string component, string reason, string message)
    {
        var pod = await Client.CoreV1.CreateNamespacedPodAsync(
            new V1Pod
            {
                Metadata = new V1ObjectMeta { Name = component, Labels = new Dictionary<string, string> { ["app"] = "falcon-eye", ["component"] = component } },
                Spec = RestrictedPod(component, "image:1.0"),
            },
            Namespace,
            cancellationToken: Cancellation);
        pod.Status = new V1PodStatus
        {
            Phase = "Pending",
            ContainerStatuses =
            [
                new V1ContainerStatus
                {
                    Name = component,
                    Image = "image:1.0",
                    ImageID = "",
                    State = new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = reason, Message = message } },
                },
            ],
        };
        await Client.CoreV1.ReplaceNamespacedPodStatusAsync(pod, component, Namespace, cancellationToken: Cancellation);
    }

    private static V1PodSpec RestrictedPod(string container, string image) => new()
    {
        AutomountServiceAccountToken = false,
        SecurityContext = new V1PodSecurityContext { RunAsNonRoot = true, RunAsUser = 10001, RunAsGroup = 10001, SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" } },
        Containers =
        [
            new V1Container
            {
                Name = container,
                Image = image,
                SecurityContext = new V1SecurityContext { AllowPrivilegeEscalation = false, ReadOnlyRootFilesystem = true, Capabilities = new V1Capabilities { Drop = ["ALL"] } },
            },
        ],
    };

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _controllers;
        _ending.Dispose();
        await Server.DisposeAsync();
    }
}
