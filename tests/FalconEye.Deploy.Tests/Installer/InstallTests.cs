using System.Text;
using FalconEye.Deploy.Tests.Manifests;
using FalconEye.KubernetesApi.Faults;
using k8s;
using k8s.Models;

namespace FalconEye.Deploy.Tests.Installer;

/// <summary>The installer in a cluster that is there.</summary>
public sealed class InstallTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_applied_and_address_and_setup_code_are_printed_and_no_secret_is_an_argument()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);

        var run = await machine.InstallAsync([], ("ANTHROPIC_API_KEY", "sk-ant-very-secret"));

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var secrets = await cluster.SecretsAsync();
        Assert.Equal("sk-ant-very-secret", secrets["ANTHROPIC_API_KEY"]);
        Assert.Matches("^[A-Za-z0-9]{32}$", secrets["DB_PASSWORD"]);
        Assert.Equal(32, Convert.FromBase64String(secrets["DATA_PROTECTION_KEY"]).Length);
        Assert.Matches("^[A-Za-z0-9]{40}$", secrets["FILE_SERVER_TOKEN"]);
        Assert.Matches("^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$", secrets["SETUP_CODE"]);
        Assert.Contains("https://192.0.2.10:30900", run.Output, StringComparison.Ordinal);
        Assert.Contains(secrets["SETUP_CODE"], run.Output, StringComparison.Ordinal);
        Assert.Subset(secrets.Keys.ToHashSet(), (await NeededSecretsAsync()).ToHashSet());
        Assert.All(secrets.Values, value =>
        {
            Assert.DoesNotContain(value, machine.KubectlArguments, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(value)), machine.KubectlArguments, StringComparison.Ordinal);
        });
        Assert.Equal("10.42.0.0/24", (await cluster.ConfigAsync("falcon-eye-installation"))["KNOWN_PROXIES"]);
        Assert.Equal("ghcr.io/amazingct/falcon-eye-api:0.1.0", ImageOf(await cluster.DeploymentAsync("falcon-eye-api")));
    }

    [Fact]
    public async Task A_second_run_keeps_secrets_settings_and_scale_and_takes_the_new_images()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);
        await machine.InstallAsync([]);
        var before = await cluster.SecretsAsync();
        await cluster.Client.CoreV1.PatchNamespacedConfigMapAsync(Merge("""{"data":{"DEFAULT_RESOLUTION":"1920x1080","CLEANUP_INTERVAL":"*/7 * * * *"}}"""), "falcon-eye-config", TestCluster.Namespace, cancellationToken: Cancellation);
        await cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(Merge("""{"spec":{"replicas":2}}"""), "falcon-eye-api", TestCluster.Namespace, cancellationToken: Cancellation);

        var run = await machine.InstallAsync([]);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var api = await cluster.DeploymentAsync("falcon-eye-api");
        var cleanup = await cluster.Client.BatchV1.ReadNamespacedCronJobAsync("falcon-eye-cleanup", TestCluster.Namespace, cancellationToken: Cancellation);
        Assert.Equal(before, await cluster.SecretsAsync());
        Assert.Equal("1920x1080", (await cluster.ConfigAsync())["DEFAULT_RESOLUTION"]);
        Assert.Equal("*/7 * * * *", cleanup.Spec.Schedule);
        Assert.Equal(2, api.Spec.Replicas);
    }

    [Fact]
    public async Task A_fork_of_a_version_installs_its_own_images()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);

        await machine.InstallAsync([], ("FALCON_EYE_OWNER", "Somebody"), ("FALCON_EYE_TAG", "abc123"));

        Assert.Equal("ghcr.io/somebody/falcon-eye-api:abc123", ImageOf(await cluster.DeploymentAsync("falcon-eye-api")));
        Assert.Equal("ghcr.io/somebody/falcon-eye-dashboard:abc123", ImageOf(await cluster.DeploymentAsync("falcon-eye-dashboard")));
        var images = await cluster.ConfigAsync("falcon-eye-installation");
        Assert.Equal("ghcr.io/somebody/falcon-eye-camera-usb:abc123", images["CAMERA_USB_IMAGE"]);
        Assert.Equal("ghcr.io/somebody/falcon-eye-camera-rtsp:abc123", images["CAMERA_RTSP_IMAGE"]);
        Assert.Equal("ghcr.io/somebody/falcon-eye-recorder:abc123", images["RECORDER_IMAGE"]);
    }

    [Fact]
    public async Task With_an_external_database_and_a_host_name_neither_database_nor_node_port_is_installed()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);

        var first = await machine.InstallAsync([], ("FALCON_EYE_DATABASE_URL", "postgresql://u:p@db/x"), ("FALCON_EYE_HOST", "cameras.example.com"));
        var second = await machine.InstallAsync([]);

        Assert.All([first, second], run => Assert.Contains("https://cameras.example.com", run.Output, StringComparison.Ordinal));
        Assert.Empty((await cluster.Client.AppsV1.ListNamespacedStatefulSetAsync(TestCluster.Namespace, cancellationToken: Cancellation)).Items);
        var ingress = await cluster.Client.NetworkingV1.ReadNamespacedIngressAsync("falcon-eye", TestCluster.Namespace, cancellationToken: Cancellation);
        Assert.Equal("cameras.example.com", ingress.Spec.Rules.Single().Host);
        Assert.Equal(["cameras.example.com"], ingress.Spec.Tls.Single().Hosts);
    }

    [Fact]
    public async Task A_dry_run_prints_what_it_would_do_and_does_nothing()
    {
        await using var cluster = await TestCluster.StartAsync(comesUp: false);
        using var machine = new Machine(cluster.Server.Kubeconfig);
        cluster.Server.Faults.ForgetCalls();

        var run = await machine.InstallAsync(["--dry-run"], ("ANTHROPIC_API_KEY", "sk-ant-very-secret"));

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.DoesNotContain(cluster.Server.Faults.Calls, call => call.IsWrite);
        Assert.Contains("Deployment falcon-eye-api", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-ant", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_come_up_is_named_with_the_reason()
    {
        await using var cluster = await TestCluster.StartAsync(comesUp: false);
        using var machine = new Machine(cluster.Server.Kubeconfig);
        await machine.InstallAsync([], ("FALCON_EYE_TIMEOUT", "1s"));
        await cluster.AddWaitingPodAsync("postgres", "ImagePullBackOff", "Back-off pulling image");

        var run = await machine.InstallAsync([], ("FALCON_EYE_TIMEOUT", "1s"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("falcon-eye-postgres does not come up", run.Error, StringComparison.Ordinal);
        Assert.Contains("ImagePullBackOff Back-off pulling image", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_whose_password_is_lost_gets_no_new_one()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);
        await machine.InstallAsync([]);
        await cluster.AddDatabaseVolumeAsync();
        await cluster.Client.CoreV1.DeleteNamespacedSecretAsync("falcon-eye-secrets", TestCluster.Namespace, cancellationToken: Cancellation);

        var run = await machine.InstallAsync([]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no password for it in falcon-eye-secrets", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("DB_PASSWORD", (await cluster.SecretsAsync()).Keys);
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_taken_for_missing()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);
        await machine.InstallAsync([]);
        var before = await cluster.SecretsAsync();
        cluster.Server.Faults.Choose(call => call is { Verb: "get", Resource: "secrets" } ? FaultKind.InternalError : null);

        var run = await machine.InstallAsync([]);

        Assert.NotEqual(0, run.ExitCode);
        cluster.Server.Faults.Clear();
        Assert.Equal(before, await cluster.SecretsAsync());
    }

    private static async Task<IEnumerable<string>> NeededSecretsAsync() => (await Overlay.RenderAsync("base")).Containers
        .SelectMany(container => container.Env ?? [])
        .Select(variable => variable.ValueFrom?.SecretKeyRef)
        .Where(reference => reference is { Optional: not true })
        .Select(reference => reference!.Key);

    private static string ImageOf(V1Deployment deployment) => deployment.Spec.Template.Spec.Containers.Single().Image;

    private static V1Patch Merge(string change) => new(change, V1Patch.PatchType.MergePatch);
}
