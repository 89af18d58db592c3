using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Access;
using FalconEye.KubernetesApi.Faults;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Operations;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;
using FalconEye.TestKit;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace FalconEye.KubernetesApi;

/// <summary>
/// A Kubernetes API server in this process, for tests: HTTPS and JSON that the official client and kubectl talk to, with kube-apiserver's rules for
/// the kinds that FalconEye uses. It can be stopped and started again on its port with what it keeps, and made to fail.
/// </summary>
public sealed class KubernetesApiServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerCertificate _certificate = new();
    private readonly KubernetesApiOptions _options;
    private readonly Tokens _tokens = new();
    private readonly ObjectStore _store = new();
    private readonly WatchHandler _watches;
    private readonly ApiHandler _handler;
    private WebApplication? _app;
    private int _kubeconfigs;

    private KubernetesApiServer(KubernetesApiOptions options)
    {
        _options = options;
        var time = TimeProvider.System;
        ObjectWriter writer = new(_store, time);
        _watches = new WatchHandler(_store, options, time);
        _handler = new ApiHandler(_tokens, Faults, new ObjectReader(_store), writer, new Deletion(_store, time), _watches);
        Port = FreePort.Next();
        Kubeconfig = WriteKubeconfig(IssueToken(User.Administrator));
        Client = CreateClient(Kubeconfig);
        writer.Create(ResourceTypes.Namespaces, "", new() { ["metadata"] = new JsonObject { ["name"] = "default" } }, new("kube-apiserver"));
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

    /// <summary>A new token of a service account; the older ones stay good until revoked.</summary>
    public string IssueToken(string inNamespace, string serviceAccount) => IssueToken(User.ServiceAccount(inNamespace, serviceAccount));

    /// <summary>Refuses a token from now on.</summary>
    public void RevokeToken(string token) => _tokens.Revoke(token);

    /// <summary>Writes a kubeconfig.</summary>
    /// <param name="token">The bearer token that it holds; null to have it read from <paramref name="tokenFile"/>.</param>
    /// <param name="tokenFile">A file whose token may change.</param>
    /// <param name="inNamespace">Its default namespace.</param>
    /// <returns>Its path.</returns>
    public string WriteKubeconfig(string? token, string? tokenFile = null, string inNamespace = "default")
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
                {(token is null ? $"tokenFile: {tokenFile}" : $"token: {token}")}
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

    /// <summary>Ends it and forgets everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        _certificate.Dispose();
        _folder.Dispose();
    }

    private string IssueToken(User user) => _tokens.Issue(user);
}
