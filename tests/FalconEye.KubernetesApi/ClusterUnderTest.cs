using System.Text;
using FalconEye.KubernetesApi.Kubelet;
using FalconEye.TestKit;
using k8s;
using k8s.Models;

namespace FalconEye.KubernetesApi;

/// <summary>
/// The cluster that tests run against, with a namespace of their own and FalconEye's service account in it, which has exactly the
/// permissions of <c>deploy/k8s/base/rbac.yaml</c>: the cluster that <c>FALCON_EYE_TEST_KUBECONFIG</c> names, else one in memory with
/// pretended nodes.
/// </summary>
public sealed class ClusterUnderTest : IAsyncDisposable
{
    /// <summary>Names the kubeconfig of a real cluster's administrator.</summary>
    public const string Variable = "FALCON_EYE_TEST_KUBECONFIG";

    private const string ServiceAccount = "falcon-eye-sa";

    private readonly TemporaryFolder _folder = new();
    private readonly KubernetesClientConfiguration _configuration;

    private ClusterUnderTest(KubernetesApiServer? server, string kubeconfig)
    {
        Server = server;
        _configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig);
        Client = new Kubernetes(_configuration);
        Namespace = $"falcon-eye-test-{Guid.NewGuid():N}"[..24];
    }

    /// <summary>The cluster in memory; null for a real one.</summary>
    public KubernetesApiServer? Server { get; }

    /// <summary>The pretended nodes; null in a real cluster, and for tests that want none.</summary>
    public PretendNodes? Nodes { get; private set; }

    /// <summary>The tests' namespace.</summary>
    public string Namespace { get; }

    /// <summary>An administrator's client.</summary>
    public Kubernetes Client { get; }

    /// <summary>What the file servers ask to be shown.</summary>
    public string FileServerToken { get; } = Guid.NewGuid().ToString("N");

    /// <summary>A kubeconfig of FalconEye's service account.</summary>
    public string ServiceKubeconfig => _folder["service-account.kubeconfig"];

    /// <summary>Starts or finds the cluster and makes the namespace.</summary>
    /// <param name="nodes">The nodes of a cluster in memory; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ClusterUnderTest> StartAsync(NodesOptions? nodes, CancellationToken cancellationToken)
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        var server = string.IsNullOrEmpty(given) ? await KubernetesApiServer.StartAsync(cancellationToken) : null;
        ClusterUnderTest cluster = new(server, server?.Kubeconfig ?? given!);
        cluster.Nodes = server is null || nodes is null ? null : server.StartNodes(nodes);
        await cluster.PrepareAsync(cancellationToken);
        return cluster;
    }

    /// <summary>Reads a file of <c>deploy/k8s/base</c> as it is for the tests' namespace.</summary>
    public string ReadManifest(string name) => File.ReadAllText(Path.Combine(RepositoryFolder.Root, "deploy", "k8s", "base", name))
        .Replace("namespace: falcon-eye\n", $"namespace: {Namespace}\n", StringComparison.Ordinal);

    /// <summary>Creates FalconEye's file server, as it is installed, with the token that it asks for.</summary>
    public async Task StartFileServersAsync(CancellationToken cancellationToken)
    {
        await Client.CreateNamespacedSecretAsync(
            new V1Secret
            {
                Metadata = new V1ObjectMeta { Name = "falcon-eye-secrets", Labels = new Dictionary<string, string> { ["app"] = "falcon-eye", ["component"] = "settings" } },
                StringData = new Dictionary<string, string> { ["FILE_SERVER_TOKEN"] = FileServerToken },
            },
            Namespace,
            cancellationToken: cancellationToken);
        foreach (var item in KubernetesYaml.LoadAllFromString(ReadManifest("file-server.yaml")))
        {
            await CreateAsync(item, cancellationToken);
        }
    }

    /// <summary>
    /// Makes one more namespace, where FalconEye's account may do the same. Only for a cluster in memory, which goes as a whole.
    /// </summary>
    /// <returns>Its name.</returns>
    public async Task<string> AddNamespaceAsync(CancellationToken cancellationToken)
    {
        var name = $"{Namespace}-{Guid.NewGuid():N}"[..32];
        await Client.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = name } }, cancellationToken: cancellationToken);
        foreach (var item in KubernetesYaml.LoadAllFromString(ReadManifest("rbac.yaml")).Where(item => item is V1Role or V1RoleBinding))
        {
            ((IMetadata<V1ObjectMeta>)item).Metadata.NamespaceProperty = name;
            await (item is V1Role role
                ? Client.CreateNamespacedRoleAsync(role, name, cancellationToken: cancellationToken)
                : (Task)Client.CreateNamespacedRoleBindingAsync((V1RoleBinding)item, name, cancellationToken: cancellationToken));
        }

        return name;
    }

    /// <summary>Removes the namespace, and a cluster in memory altogether.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Server is { } server)
        {
            await server.DisposeAsync();
        }
        else
        {
            await Client.DeleteClusterRoleBindingAsync(Namespace);
            await Client.DeleteClusterRoleAsync(Namespace);
            await Client.DeleteNamespaceAsync(Namespace);
        }

        Client.Dispose();
        _folder.Dispose();
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Client.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = Namespace } }, cancellationToken: cancellationToken);
        foreach (var item in KubernetesYaml.LoadAllFromString(ReadManifest("rbac.yaml")))
        {
            await CreateAsync(item, cancellationToken);
        }

        await WriteServiceKubeconfigAsync(cancellationToken);
    }

    /// <summary>What belongs to no namespace gets the name of the tests', so that it is in nobody's way.</summary>
    private Task CreateAsync(object item, CancellationToken cancellationToken)
    {
        switch (item)
        {
            case V1ClusterRole role:
                role.Metadata.Name = Namespace;
                return Client.CreateClusterRoleAsync(role, cancellationToken: cancellationToken);
            case V1ClusterRoleBinding binding:
                (binding.Metadata.Name, binding.RoleRef.Name) = (Namespace, Namespace);
                return Client.CreateClusterRoleBindingAsync(binding, cancellationToken: cancellationToken);
            case V1ServiceAccount account:
                return Client.CreateNamespacedServiceAccountAsync(account, Namespace, cancellationToken: cancellationToken);
            case V1Role role:
                return Client.CreateNamespacedRoleAsync(role, Namespace, cancellationToken: cancellationToken);
            case V1RoleBinding binding:
                return Client.CreateNamespacedRoleBindingAsync(binding, Namespace, cancellationToken: cancellationToken);
            case V1ConfigMap map:
                return Client.CreateNamespacedConfigMapAsync(map, Namespace, cancellationToken: cancellationToken);
            case V1DaemonSet set:
                return Client.CreateNamespacedDaemonSetAsync(set, Namespace, cancellationToken: cancellationToken);
            default:
                throw new InvalidOperationException($"The tests do not know how to create a {item.GetType().Name}.");
        }
    }

    private async Task WriteServiceKubeconfigAsync(CancellationToken cancellationToken)
    {
        var answer = await Client.CreateNamespacedServiceAccountTokenAsync(
            new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = [], ExpirationSeconds = 3600 } }, ServiceAccount, Namespace, cancellationToken: cancellationToken);
        var authority = string.Concat(_configuration.SslCaCerts.Select(certificate => certificate.ExportCertificatePem() + "\n"));
        await File.WriteAllTextAsync(ServiceKubeconfig, $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: cluster
              cluster:
                server: {_configuration.Host}
                certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(authority))}
            users:
            - name: user
              user:
                token: {answer.Status.Token}
            contexts:
            - name: context
              context:
                cluster: cluster
                user: user
                namespace: {Namespace}
            current-context: context

            """, cancellationToken);
    }
}
