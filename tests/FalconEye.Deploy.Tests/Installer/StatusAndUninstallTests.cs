using k8s;
using k8s.Models;

namespace FalconEye.Deploy.Tests.Installer;

/// <summary><c>--status</c> and <c>--uninstall</c>.</summary>
public sealed class StatusAndUninstallTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_prints_programs_cameras_and_address()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);

        var before = await machine.InstallAsync(["--status"]);
        await machine.InstallAsync([]);
        await cluster.AddCameraAsync("cam-yard");
        var after = await machine.InstallAsync(["--status"]);

        Assert.Contains("not installed", before.Output, StringComparison.Ordinal);
        Assert.Matches(@"falcon-eye-api +1 of 1 ready +ghcr\.io/amazingct/falcon-eye-api:0\.1\.0", after.Output);
        Assert.Matches(@"falcon-eye-file-server +1 of 1 ready", after.Output);
        Assert.Contains("of 1 running, 0 of 0 recorders", after.Output, StringComparison.Ordinal);
        Assert.Contains("https://192.0.2.10:30900", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_removed_without_its_data_can_be_installed_again_and_has_it()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);
        await machine.InstallAsync([]);
        await cluster.AddDatabaseVolumeAsync();
        await cluster.AddCameraAsync("cam-yard");
        var secrets = await cluster.SecretsAsync();

        var removed = await machine.InstallAsync(["--uninstall"]);

        Assert.True(removed.ExitCode == 0, removed.Output + removed.Error);
        Assert.Empty((await cluster.Client.AppsV1.ListNamespacedDeploymentAsync(TestCluster.Namespace, cancellationToken: Cancellation)).Items);
        Assert.Empty((await cluster.Client.AppsV1.ListNamespacedStatefulSetAsync(TestCluster.Namespace, cancellationToken: Cancellation)).Items);
        Assert.Empty((await cluster.Client.RbacAuthorizationV1.ListClusterRoleAsync(labelSelector: "app=falcon-eye", cancellationToken: Cancellation)).Items);
        Assert.Equal(["falcon-eye-assistant", "falcon-eye-dashboard-tls", "falcon-eye-secrets"], (await cluster.Client.CoreV1.ListNamespacedSecretAsync(TestCluster.Namespace, cancellationToken: Cancellation)).Items.Select(secret => secret.Name()).Order());
        Assert.Contains("/data/falcon-eye/recordings", removed.Output, StringComparison.Ordinal);

        var again = await machine.InstallAsync([]);

        Assert.True(again.ExitCode == 0, again.Output + again.Error);
        Assert.Equal(secrets, await cluster.SecretsAsync());
    }

    [Fact]
    public async Task Uninstalling_asks_for_confirmation_and_Enter_removes_nothing()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);
        await machine.InstallAsync([]);

        var run = await machine.InstallAtTerminalAsync([""], "--uninstall");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.NotNull(await cluster.DeploymentAsync("falcon-eye-api"));
    }

    [Fact]
    public async Task With_its_data_nothing_is_left()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);
        await machine.InstallAsync([]);

        var run = await machine.InstallAsync(["--uninstall"], ("FALCON_EYE_DELETE_DATA", "yes"));

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.DoesNotContain((await cluster.Client.CoreV1.ListNamespaceAsync(cancellationToken: Cancellation)).Items, item => item.Name() is TestCluster.Namespace or TestCluster.CamerasNamespace);
    }
}
