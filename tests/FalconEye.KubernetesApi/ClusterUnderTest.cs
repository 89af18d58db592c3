using System.Text;
using FalconEye.KubernetesApi.Kubelet;
using FalconEye.TestKit;
using k8s;
using k8s.Models;

namespace FalconEye.KubernetesApi;

/// <summary>
/// The cluster that tests run against, with two namespaces of their own and FalconEye's service accounts, which have exactly the permissions
/// of <c>deploy/k8s/base/rbac.yaml</c> within the policies of <c>admission.yaml</c>: the cluster that <c>FALCON_EYE_TEST_KUBECONFIG</c> names, else one in memory with
/// pretended nodes.
/// </summary>
public sealed class ClusterUnderTest : IAsyncDisposable
{
    /// <summary>Names the kubeconfig of a real cluster's administrator.</summary>
    public const string Variable = "FALCON_EYE_TEST_KUBECONFIG";

    private const string ServiceAccount = "falcon-eye-sa";
    private const string CleanupAccount = "falcon-eye-cleanup";
    private const string InstalledNamespace = "falcon-eye";
    private const string InstalledCamerasNamespace = "falcon-eye-cameras";

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
    public FakeNodes? Nodes { get; private set; }

    /// <summary>The tests' namespace of the server.</summary>
    public string Namespace { get; }

    /// <summary>The tests' namespace of cameras.</summary>
    public string CamerasNamespace => $"{Namespace}-cameras";

    /// <summary>An administrator's client.</summary>
    public Kubernetes Client { get; }

    /// <summary>What the file servers ask to be shown.</summary>
    public string FileServerToken { get; } = Guid.NewGuid().ToString("N");

    /// <summary>A kubeconfig of the server's service account.</summary>
    public string ServiceKubeconfig => _folder[$"{ServiceAccount}.kubeconfig"];

    /// <summary>A kubeconfig of the cleanup's service account.</summary>
    public string CleanupKubeconfig => _folder[$"{CleanupAccount}.kubeconfig"];

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

    /// <summary>Reads a file of <c>deploy/k8s/base</c> as it is for the tests' namespaces.</summary>
    public string ReadManifest(string name) => File.ReadAllText(Path.Combine(RepositoryFolder.Root, "deploy", "k8s", "base", name))
        .Replace($": {InstalledNamespace}\n  labels:\n    app: falcon-eye\n    pod-security", $": {Namespace}\n  labels:\n    app: falcon-eye\n    pod-security", StringComparison.Ordinal)
        .Replace($": {InstalledCamerasNamespace}\n  labels:\n    app: falcon-eye\n    pod-security", $": {CamerasNamespace}\n  labels:\n    app: falcon-eye\n    pod-security", StringComparison.Ordinal)
        .Replace($"namespace: {InstalledCamerasNamespace}\n", $"namespace: {CamerasNamespace}\n", StringComparison.Ordinal)
        .Replace($"namespace: {InstalledNamespace}\n", $"namespace: {Namespace}\n", StringComparison.Ordinal)
        .Replace($"metadata.name: {InstalledCamerasNamespace}\n", $"metadata.name: {CamerasNamespace}\n", StringComparison.Ordinal)
        .Replace($"metadata.name: {InstalledNamespace}\n", $"metadata.name: {Namespace}\n", StringComparison.Ordinal)
        .Replace($"system:serviceaccount:{InstalledNamespace}:", $"system:serviceaccount:{Namespace}:", StringComparison.Ordinal);

    /// <summary>Creates FalconEye's file server, as it is installed, with the token that it asks for.</summary>
    public async Task StartFileServersAsync(CancellationToken cancellationToken)
    {
        await Client.CreateNamespacedSecretAsync(
            new V1Secret
            {
                Metadata = new V1ObjectMeta { Name = "falcon-eye-tokens", Labels = new Dictionary<string, string> { ["app"] = "falcon-eye", ["component"] = "settings" } },
                StringData = new Dictionary<string, string> { ["FILE_SERVER_TOKEN"] = FileServerToken },
            },
            CamerasNamespace,
            cancellationToken: cancellationToken);
        foreach (var item in KubernetesYaml.LoadAllFromString(ReadManifest("file-server.yaml")))
        {
            await CreateAsync(item, cancellationToken);
        }
    }

    /// <summary>
    /// Makes one more namespace, for server and cameras together, where FalconEye's accounts may do the same. Only for a cluster in memory,
    /// which goes as a whole.
    /// </summary>
    /// <returns>Its name.</returns>
    public async Task<string> AddNamespaceAsync(CancellationToken cancellationToken)
    {
        var name = $"{Namespace}-{Guid.NewGuid():N}"[..32];
        await Client.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = name } }, cancellationToken: cancellationToken);
        foreach (var item in KubernetesYaml.LoadAllFromString(ReadManifest("rbac.yaml")).Where(item => item is V1Role or V1RoleBinding))
        {
            var metadata = ((IMetadata<V1ObjectMeta>)item).Metadata;
            metadata.Name = $"{metadata.Name}-of-{metadata.NamespaceProperty}";
            if (item is V1RoleBinding binding)
            {
                binding.RoleRef.Name = $"{binding.RoleRef.Name}-of-{metadata.NamespaceProperty}";
            }

            metadata.NamespaceProperty = name;
            await CreateAsync(item, cancellationToken);
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
            foreach (var policy in (await Client.ListValidatingAdmissionPolicyAsync()).Items.Where(policy => policy.Name().StartsWith(Namespace, StringComparison.Ordinal)))
            {
                await Client.DeleteValidatingAdmissionPolicyBindingAsync(policy.Name());
                await Client.DeleteValidatingAdmissionPolicyAsync(policy.Name());
            }

            await Client.DeleteNamespaceAsync(CamerasNamespace);
            await Client.DeleteNamespaceAsync(Namespace);
        }

        Client.Dispose();
        _folder.Dispose();
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var item in ((string[])["namespace.yaml", "rbac.yaml", "admission.yaml", "settings.yaml"]).SelectMany(name => KubernetesYaml.LoadAllFromString(ReadManifest(name))))
        {
            await CreateAsync(item, cancellationToken);
        }

        await WriteKubeconfigAsync(ServiceAccount, ServiceKubeconfig, cancellationToken);
        await WriteKubeconfigAsync(CleanupAccount, CleanupKubeconfig, cancellationToken);
    }

    /// <summary>What belongs to no namespace gets the name of the tests', so that it is in no one's way.</summary>
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
            case V1Namespace home:
                return Client.CreateNamespaceAsync(home, cancellationToken: cancellationToken);
            case V1ValidatingAdmissionPolicy policy:
                policy.Metadata.Name = $"{Namespace}-{policy.Metadata.Name}";
                return Client.CreateValidatingAdmissionPolicyAsync(policy, cancellationToken: cancellationToken);
            case V1ValidatingAdmissionPolicyBinding binding:
                (binding.Metadata.Name, binding.Spec.PolicyName) = ($"{Namespace}-{binding.Metadata.Name}", $"{Namespace}-{binding.Spec.PolicyName}");
                return Client.CreateValidatingAdmissionPolicyBindingAsync(binding, cancellationToken: cancellationToken);
            case V1ServiceAccount account:
                return Client.CreateNamespacedServiceAccountAsync(account, account.Namespace(), cancellationToken: cancellationToken);
            case V1Role role:
                return Client.CreateNamespacedRoleAsync(role, role.Namespace(), cancellationToken: cancellationToken);
            case V1RoleBinding binding:
                return Client.CreateNamespacedRoleBindingAsync(binding, binding.Namespace(), cancellationToken: cancellationToken);
            case V1ConfigMap map:
                return Client.CreateNamespacedConfigMapAsync(map, map.Namespace(), cancellationToken: cancellationToken);
            case V1Secret secret:
                return Client.CreateNamespacedSecretAsync(secret, secret.Namespace(), cancellationToken: cancellationToken);
            case V1DaemonSet set:
                return Client.CreateNamespacedDaemonSetAsync(set, set.Namespace(), cancellationToken: cancellationToken);
            default:
                throw new InvalidOperationException($"The tests do not know how to create a {item.GetType().Name}.");
        }
    }

    private async Task WriteKubeconfigAsync(string account, string file, CancellationToken cancellationToken)
    {
        var answer = await Client.CreateNamespacedServiceAccountTokenAsync(
            new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = [], ExpirationSeconds = 3600 } }, account, Namespace, cancellationToken: cancellationToken);
        var authority = string.Concat(_configuration.SslCaCerts.Select(certificate => certificate.ExportCertificatePem() + "\n"));
        await File.WriteAllTextAsync(file, $"""
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
