using System.Security.Cryptography;
using System.Text.Json;
using FalconEye.KubernetesApi;
using FalconEye.KubernetesApi.Kubelet;
using FalconEye.TestKit;
using FalconEye.TestKit.Databases;
using FalconEye.TestKit.Programs;
using k8s;
using k8s.Models;

namespace FalconEye.Cluster.Tests;

/// <summary>A cluster, PostgreSQL, and FalconEye's server outside of it with the permissions that it has inside.</summary>
public abstract class ClusterFixture : IAsyncLifetime
{
    private PostgresServer? _postgres;
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private string _database = "";

    public ClusterUnderTest Cluster { get; private set; } = null!;

    public FalconEyeServer Server { get; private set; } = null!;

    /// <summary>The administrator's client.</summary>
    public Kubernetes Client => Cluster.Client;

    private (string, string)[] Settings =>
    [
        ("ORCHESTRATOR", "kubernetes"),
        ("K8S_CONFIG_PATH", Cluster.ServiceKubeconfig),
        ("K8S_NAMESPACE", Cluster.Namespace),
        ("K8S_CAMERAS_NAMESPACE", Cluster.CamerasNamespace),
        ("DATABASE_URL", _database),
        ("DATA_PROTECTION_KEY", _key),
        ("CHATBOT_TOOLS", "storage_forecast,look_at_recording"),
        ("FILE_SERVER_TOKEN", Cluster.FileServerToken),
    ];

    public virtual async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _postgres = await PostgresServer.StartAsync(cancellationToken);
        _database = await _postgres.CreateDatabaseAsync(cancellationToken);
        Cluster = await ClusterUnderTest.StartAsync(await DescribeNodesAsync(cancellationToken), cancellationToken);
        Server = await StartServerAsync("api-0", cancellationToken);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Cluster.DisposeAsync();
        await _postgres!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the pods of the cluster run.</summary>
    protected abstract Task<NodesOptions> DescribeNodesAsync(CancellationToken cancellationToken);

    /// <summary>Starts one more server on the same cluster and database, but for what its own settings say.</summary>
    public Task<FalconEyeServer> StartServerAsync(string podName, CancellationToken cancellationToken, params (string Name, string Value)[] settings) =>
        FalconEyeServer.StartAsync(
            cancellationToken,
            [.. Settings.Where(setting => settings.All(own => own.Name != setting.Item1)), ("POD_NAME", podName), .. settings]);

    /// <summary>Runs the CronJob's program once.</summary>
    public Task<ToolResult> CleanUpAsync(CancellationToken cancellationToken, params string[] arguments) =>
        CleanUpAsync(_database, (Cluster.Namespace, Cluster.CamerasNamespace), arguments, cancellationToken);

    /// <summary>Runs it with another database, and perhaps in another namespace.</summary>
    public Task<ToolResult> CleanUpAsync(string database, string inNamespace, CancellationToken cancellationToken, params string[] arguments) =>
        CleanUpAsync(database, (inNamespace == Cluster.CamerasNamespace ? Cluster.Namespace : inNamespace, inNamespace), arguments, cancellationToken);

    private async Task<ToolResult> CleanUpAsync(string database, (string OfServer, string OfCameras) namespaces, string[] arguments, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = new();
        var environment = Settings.ToDictionary(setting => setting.Item1, setting => setting.Item2);
        (environment["DATABASE_URL"], environment["DATA_DIR"], environment["K8S_CONFIG_PATH"]) = (database, folder["data"], Cluster.CleanupKubeconfig);
        (environment["K8S_NAMESPACE"], environment["K8S_CAMERAS_NAMESPACE"]) = namespaces;
        return await Tool.RunAsync(ProgramFile.Find("FalconEye.Api"), ["cleanup", .. arguments], cancellationToken, environment);
    }

    /// <summary>A database without tables.</summary>
    public Task<string> NewDatabaseAsync(CancellationToken cancellationToken) => _postgres!.CreateDatabaseAsync(cancellationToken);

    /// <summary>The server outside the cluster reaches pods on this machine only.</summary>
    internal FakeNodes RequireFakeNodes()
    {
        Assert.SkipWhen(Cluster.Nodes is null, "The pods of a real cluster cannot be reached from here.");
        return Cluster.Nodes;
    }

    /// <summary>The Deployments of a camera, its recorder's included, by name.</summary>
    public async Task<IReadOnlyList<V1Deployment>> DeploymentsOfAsync(string cameraId, CancellationToken cancellationToken) =>
        [.. (await Client.ListNamespacedDeploymentAsync(Cluster.CamerasNamespace, cancellationToken: cancellationToken)).Items.Where(item => IsOf(item, cameraId))];

    /// <summary>Everything in the cluster that belongs to a camera, as <c>Kind/name</c>.</summary>
    public async Task<IReadOnlyList<string>> ObjectsOfAsync(string cameraId, CancellationToken cancellationToken)
    {
        var space = Cluster.CamerasNamespace;
        return
        [
            .. NamesOf("Deployment", await Client.ListNamespacedDeploymentAsync(space, cancellationToken: cancellationToken)),
            .. NamesOf("ReplicaSet", await Client.ListNamespacedReplicaSetAsync(space, cancellationToken: cancellationToken)),
            .. NamesOf("Pod", await Client.ListNamespacedPodAsync(space, cancellationToken: cancellationToken)),
            .. NamesOf("Service", await Client.ListNamespacedServiceAsync(space, cancellationToken: cancellationToken)),
            .. NamesOf("Secret", await Client.ListNamespacedSecretAsync(space, cancellationToken: cancellationToken)),
            .. NamesOf("ConfigMap", await Client.ListNamespacedConfigMapAsync(space, cancellationToken: cancellationToken)),
        ];

        IEnumerable<string> NamesOf<T>(string kind, IItems<T> list)
            where T : IKubernetesObject<V1ObjectMeta> => list.Items.Where(item => IsOf(item, cameraId)).Select(item => $"{kind}/{item.Name()}");
    }

    /// <summary>Waits until the cluster has nothing of a camera.</summary>
    public Task WaitUntilGoneAsync(string cameraId, CancellationToken cancellationToken, TimeSpan? deadline = null) => Eventually.ReturnsAsync(
        async () => string.Join(' ', await ObjectsOfAsync(cameraId, cancellationToken)),
        left => left.Length == 0,
        $"nothing of camera {cameraId} is left in the cluster",
        cancellationToken,
        deadline);

    /// <summary>Waits until the server has no such camera any more.</summary>
    public Task WaitUntilDeletedAsync(string cameraId, CancellationToken cancellationToken, TimeSpan? deadline = null) => Eventually.HoldsAsync(
        async () => (await ListCamerasAsync(cancellationToken)).All(camera => camera.GetProperty("id").GetString() != cameraId),
        $"camera {cameraId} is deleted",
        cancellationToken,
        deadline);

    public async Task<IReadOnlyList<JsonElement>> ListCamerasAsync(CancellationToken cancellationToken) =>
        [.. (await Server.GetAsync("/api/cameras/", cancellationToken)).GetProperty("cameras").EnumerateArray()];

    private static bool IsOf(IKubernetesObject<V1ObjectMeta> item, string cameraId) =>
        item.Metadata.Labels is { } labels && (labels.Contains(new("camera-id", cameraId)) || labels.Contains(new("recorder-for", cameraId)));
}
