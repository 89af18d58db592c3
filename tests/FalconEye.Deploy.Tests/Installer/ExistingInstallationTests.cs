using k8s;
using k8s.Models;

namespace FalconEye.Deploy.Tests.Installer;

/// <summary>
/// What is in the cluster already is not damaged: the Python system of the same names is refused, and an installation of ours that has one
/// namespace gets its second one.
/// </summary>
public sealed class ExistingInstallationTests
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: falcon-eye-api, namespace: falcon-eye, labels: {app: falcon-eye-api}}
        spec:
          selector: {matchLabels: {app: falcon-eye-api}}
          template:
            metadata: {labels: {app: falcon-eye-api}}
            spec: {containers: [{name: api, image: "ghcr.io/amazingct/falcon-eye-api:latest"}]}
        """;

    private const string Configuration = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: falcon-eye-config, namespace: falcon-eye}
        data: {DATABASE_URL: "postgresql+asyncpg://falcon:x@postgres:5432/falconeye", CHATBOT_TOOLS: "get_cameras,get_cluster_nodes"}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Deployment, "the Deployment falcon-eye-api of the Python system")]
    [InlineData(Configuration, "the ConfigMap falcon-eye-config of the Python system")]
    public async Task The_Python_system_is_refused_in_one_line_and_nothing_is_changed(string yaml, string found)
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);
        await cluster.Client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = TestCluster.Namespace } }, cancellationToken: Cancellation);
        cluster.Server.Apply(yaml);

        foreach (var arguments in (string[][])[[], ["--dry-run"], ["--uninstall"]])
        {
            cluster.Server.Faults.ForgetCalls();
            var run = await machine.InstallAsync(arguments);

            Assert.Equal(3, run.ExitCode);
            Assert.Contains(found, Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
            Assert.DoesNotContain(cluster.Server.Faults.Calls, call => call.IsWrite && call.Resource is not ("deployments/status" or "selfsubjectaccessreviews"));
        }
    }

    [Fact]
    public async Task An_installation_with_one_namespace_gets_its_cameras_second_one_and_keeps_secrets_and_settings()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);
        await machine.InstallAsync([]);
        var secrets = await cluster.SecretsAsync();
        await cluster.AddCameraAsync("cam-yard", TestCluster.Namespace);

        var run = await machine.InstallAsync([]);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("Cameras move to the namespace \"falcon-eye-cameras\"", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain((await cluster.Client.AppsV1.ListNamespacedDeploymentAsync(TestCluster.Namespace, cancellationToken: Cancellation)).Items, item => item.Name() == "cam-yard");
        Assert.DoesNotContain((await cluster.Client.CoreV1.ListNamespacedSecretAsync(TestCluster.Namespace, cancellationToken: Cancellation)).Items, item => item.Name() == "cam-yard");
        Assert.Equal(secrets, await cluster.SecretsAsync());
    }

    [Fact]
    public async Task The_prober_and_the_file_servers_get_the_tokens_that_the_server_shows()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);

        await machine.InstallAsync([]);

        var shown = await cluster.SecretsAsync();
        var tokens = (await cluster.Client.CoreV1.ReadNamespacedSecretAsync("falcon-eye-tokens", TestCluster.CamerasNamespace, cancellationToken: Cancellation)).Data;
        Assert.Equal(["FILE_SERVER_TOKEN", "PROBE_TOKEN"], tokens.Keys.Order());
        Assert.All(tokens, token => Assert.Equal(shown[token.Key], System.Text.Encoding.UTF8.GetString(token.Value)));
    }
}
