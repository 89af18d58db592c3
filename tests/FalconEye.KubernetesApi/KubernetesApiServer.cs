using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Access;
using FalconEye.KubernetesApi.Admission;
using FalconEye.KubernetesApi.Controllers;
using FalconEye.KubernetesApi.Faults;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Kubelet;
using FalconEye.KubernetesApi.Networking;
using FalconEye.KubernetesApi.Operations;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;
using FalconEye.KubernetesApi.Validation;
using FalconEye.TestKit;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FalconEye.KubernetesApi;

/// <summary>
/// A Kubernetes API server in this process, for tests: HTTPS and JSON that the official client and kubectl talk to, with kube-apiserver's
/// rules for the kinds that FalconEye uses. It can be stopped and started again on its port with what it keeps, and made to fail.
/// </summary>
public sealed class KubernetesApiServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerCertificate _certificate = new();
    private readonly KubernetesApiOptions _options;
    private readonly Tokens _tokens = new();
    private readonly ObjectStore _store = new();
    private readonly AddressBlock _addresses = AddressBlock.Take();
    private readonly ObjectWriter _writer;
    private readonly ClusterObjects _cluster;
    private readonly PodLogHandler _logs = new();
    private readonly WatchHandler _watches;
    private readonly ApiHandler _handler;
    private readonly ControllerManager? _controllers;
    private WebApplication? _app;
    private int _kubeconfigs;

    private KubernetesApiServer(KubernetesApiOptions options)
    {
        _options = options;
        var time = TimeProvider.System;
        Deletion deletion = new(_store, time);
        _writer = new ObjectWriter(_store, new ObjectRules(_store, new ServiceAllocation(_store, _addresses)), time);
        _cluster = new ClusterObjects(_store, _writer, deletion, time);
        _watches = new WatchHandler(_store, options, time);
        _handler = new ApiHandler(_tokens, new RbacAuthorizer(_store), Faults, new ObjectReader(_store), _writer, deletion, _watches, _logs);
        _controllers = options.Controllers ? StartControllers() : null;
        Port = FreePort.Next();
        Kubeconfig = WriteKubeconfig(IssueToken(User.Administrator));
        Client = CreateClient(Kubeconfig);
        _cluster.Create(ResourceTypes.Namespaces, "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "default" } });
    }

    /// <summary>The port it listens on, for all its life.</summary>
    public int Port { get; }

    /// <summary>Where it is reached.</summary>
    public string Url => $"https://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The path of an administrator's kubeconfig.</summary>
    public string Kubeconfig { get; }

    /// <summary>An administrator's client.</summary>
    public Kubernetes Client { get; }

    /// <summary>The calls so far, and what goes wrong with the next.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>How many watches are open.</summary>
    public int OpenWatches => _watches.Count;

    /// <summary>Starts a server with the namespace <c>default</c>.</summary>
    public static async Task<KubernetesApiServer> StartAsync(CancellationToken cancellationToken, KubernetesApiOptions? options = null)
    {
        KubernetesApiServer server = new(options ?? new KubernetesApiOptions());
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts listening again after <see cref="StopAsync"/>, on the same port with the same objects.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, Port, listen => listen.UseHttps(_certificate.Server)));
        _app = builder.Build();
        _app.Run(_handler.HandleAsync);
        await _app.StartAsync(cancellationToken);
    }

    /// <summary>Stops listening as a crash does: every connection is cut. What is stored stays.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is { } app)
        {
            _watches.DropAll(abruptly: true);
            await app.StopAsync(new CancellationToken(canceled: true));
            await app.DisposeAsync();
        }
    }

    /// <summary>Ends every open watch; clients have to watch again.</summary>
    /// <param name="abruptly">Whether connections are reset in place of ended.</param>
    public void DropWatches(bool abruptly = true) => _watches.DropAll(abruptly);

    /// <summary>Forgets what has changed so far: a watch from an older revision is refused as expired (410).</summary>
    /// <param name="answer">How it is refused.</param>
    public void Compact(ExpiredWatchAnswer answer = ExpiredWatchAnswer.ErrorEvent)
    {
        _options.ExpiredWatches = answer;
        _store.Compact();
    }

    /// <summary>Makes an object older than it is, for what waits until things are old enough.</summary>
    public void Age(ObjectKey key, TimeSpan age)
    {
        lock (_store.Gate)
        {
            var json = _store.Find(key)!.Json.Copy();
            json.Ensure("metadata")["creationTimestamp"] = Timestamp.Of(DateTimeOffset.UtcNow - age);
            _store.Put(key, json);
        }
    }

    /// <summary>A new token of a service account; the older ones stay good until revoked.</summary>
    public string IssueToken(string inNamespace, string serviceAccount) => IssueToken(User.ServiceAccount(inNamespace, serviceAccount));

    /// <summary>Refuses a token from now on.</summary>
    public void RevokeToken(string token) => _tokens.Revoke(token);

    /// <summary>Writes a kubeconfig that holds a bearer token.</summary>
    /// <returns>Its path.</returns>
    public string WriteKubeconfig(string token, string inNamespace = "default") => WriteKubeconfigOf($"token: {token}", inNamespace);

    /// <summary>
    /// Writes a kubeconfig whose token is read from a file every two seconds, so that it can be rotated as a pod's own is.
    /// </summary>
    /// <returns>Its path.</returns>
    public string WriteRotatingKubeconfig(string tokenFile, string inNamespace = "default")
    {
        var script = _folder[$"token-{Interlocked.Increment(ref _kubeconfigs)}.sh"];
        File.WriteAllText(script, $$$"""
            #!/bin/sh
            printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s","expirationTimestamp":"%s"}}' \
              "$(cat '{{{tokenFile}}}')" "$(date -u -d '+2 seconds' +%Y-%m-%dT%H:%M:%SZ)"

            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return WriteKubeconfigOf($"exec: {{apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: {script}}}", inNamespace);
    }

    private string WriteKubeconfigOf(string credentials, string inNamespace)
    {
        var authority = Convert.ToBase64String(Encoding.UTF8.GetBytes(_certificate.AuthorityPem));
        var file = _folder[$"kubeconfig-{Interlocked.Increment(ref _kubeconfigs)}"];
        File.WriteAllText(file, $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: falcon-eye-tests
              cluster:
                server: {Url}
                certificate-authority-data: {authority}
            users:
            - name: user
              user:
                {credentials}
            contexts:
            - name: falcon-eye-tests
              context:
                cluster: falcon-eye-tests
                user: user
                namespace: {inNamespace}
            current-context: falcon-eye-tests

            """);
        return file;
    }

    /// <summary>A client that uses a kubeconfig.</summary>
    public static Kubernetes CreateClient(string kubeconfig) => new(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));

    /// <summary>Gives the cluster nodes that run its pods on this machine.</summary>
    /// <returns>The nodes; they end with the server.</returns>
    public FakeNodes StartNodes(NodesOptions options) => _logs.Nodes = new FakeNodes(_store, _cluster, _addresses, options);

    /// <summary>
    /// Creates what a YAML text describes, as an administrator does with <c>kubectl apply</c>; unknown fields are refused.
    /// </summary>
    /// <exception cref="StatusException">An object is refused.</exception>
    public void Apply(string yaml)
    {
        foreach (var document in YamlDocuments.Parse(yaml))
        {
            var type = ResourceTypes.FindKind(document.Text("apiVersion"), document.Text("kind"))
                ?? throw StatusException.BadRequest($"no matches for kind \"{document.Text("kind")}\" in version \"{document.Text("apiVersion")}\"");
            ObjectKey key = new(type, type.Namespaced ? document.Text("metadata", "namespace") ?? "default" : "", document.Text("metadata", "name")!);
            _writer.Apply(key, "", document, new WriteOptions("kubectl") { IsStrict = true, Force = true, User = User.Administrator });
        }
    }

    /// <summary>Ends it and forgets everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_logs.Nodes is { } nodes)
        {
            await nodes.DisposeAsync();
        }

        if (_controllers is not null)
        {
            await _controllers.DisposeAsync();
        }

        await StopAsync();
        _addresses.Dispose();
        Client.Dispose();
        _certificate.Dispose();
        _folder.Dispose();
    }

    private ControllerManager StartControllers() => new(
        _store,
        new NamespaceController(_cluster),
        new GarbageCollector(_cluster),
        new DeploymentController(_cluster),
        new ReplicaSetController(_cluster),
        new DaemonSetController(_cluster),
        new Scheduler(_cluster));

    private string IssueToken(User user) => _tokens.Issue(user);
}
