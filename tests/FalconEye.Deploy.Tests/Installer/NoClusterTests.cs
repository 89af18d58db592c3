using System.Security.Cryptography;
using System.Text;
using FalconEye.TestKit;

namespace FalconEye.Deploy.Tests.Installer;

/// <summary>The installer on a machine that lacks things: kubectl, a cluster, a clone.</summary>
public sealed class NoClusterTests
{
    private const string K3s = "raw.githubusercontent.com/k3s-io/k3s/019b0afdd830e36f5e4b7a5b237e6a4339e6a6be/install.sh";
    private const string Kubectl = "dl.k8s.io/release/v1.34.1/bin/linux/amd64/kubectl";

    [Fact]
    public async Task It_says_what_to_do()
    {
        using var machine = new Machine();

        var run = await machine.InstallAsync([]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("kubectl reaches no cluster", run.Output, StringComparison.Ordinal);
        Assert.Contains("Set KUBECONFIG", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task k3s_is_installed_when_that_is_wanted_and_everything_in_it()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine();
        var script = $"[ -n \"$INSTALL_K3S_VERSION\" ] && cp '{cluster.Server.Kubeconfig}' \"$K3S_KUBECONFIG_OUTPUT\"";
        machine.Publish(K3s, script);

        var other = await machine.InstallAsync([], ("FALCON_EYE_CLUSTER", "k3s"));
        var run = await machine.InstallAsync([], ("FALCON_EYE_CLUSTER", "k3s"), ("FALCON_EYE_K3S_CHECKSUM", ChecksumOf(script)));

        Assert.Equal(1, other.ExitCode);
        Assert.Contains("does not have the checksum", other.Error, StringComparison.Ordinal);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("The dashboard: https://192.0.2.10:30900", run.Output, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(machine.Home, ".kube", "falcon-eye-k3s.yaml")));
    }

    [Fact]
    public async Task A_kubeconfig_can_be_pasted_at_the_terminal()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine();
        var pasted = (await File.ReadAllTextAsync(cluster.Server.Kubeconfig, TestContext.Current.CancellationToken)).Split('\n');

        var run = await machine.InstallAtTerminalAsync(["2", .. pasted, "END", ""]);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("The dashboard: https://192.0.2.10:30900", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task kubectl_is_fetched_and_its_checksum_compared()
    {
        const string Program = "#!/bin/sh\nexec \"$KUBECTL\" \"$@\"\n";
        using var machine = MachineWithoutKubectl(Program, ChecksumOf(Program));

        var run = await machine.InstallAsync(["--kubectl-only"], ("FALCON_EYE_BIN", Path.Combine(machine.Home, "bin")));

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal(Program, await File.ReadAllTextAsync(Path.Combine(machine.Home, "bin", "kubectl"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_kubectl_with_another_checksum_is_refused()
    {
        using var machine = MachineWithoutKubectl("something else", new string('0', 64));

        var run = await machine.InstallAsync(["--kubectl-only"], ("FALCON_EYE_BIN", Path.Combine(machine.Home, "bin")));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("does not have its published checksum", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(machine.Home, "bin", "kubectl")));
    }

    [Fact]
    public async Task Without_a_clone_it_fetches_the_release_that_is_named_and_compares_its_checksum()
    {
        const string Release = "github.com/somebody/falcon-eye/releases/download/v9.0.0";
        await using var cluster = await TestCluster.StartAsync();
        using var machine = new Machine(cluster.Server.Kubeconfig);
        await Tool.OutputOfAsync(
            "tar",
            ["-czf", machine.PublishedFile($"{Release}/falcon-eye-v9.0.0.tar.gz"), "-C", RepositoryFolder.Root, "--transform", "s:^:falcon-eye-9/:", "deploy", "Directory.Build.props"],
            TestContext.Current.CancellationToken);

        var archive = await File.ReadAllBytesAsync(machine.PublishedFile($"{Release}/falcon-eye-v9.0.0.tar.gz"), TestContext.Current.CancellationToken);
        machine.Publish($"{Release}/SHA256SUMS", $"{new string('0', 64)}  falcon-eye-v9.0.0.tar.gz\n");
        var other = await RunWithoutCloneAsync(machine);
        machine.Publish($"{Release}/SHA256SUMS", $"{Convert.ToHexStringLower(SHA256.HashData(archive))}  falcon-eye-v9.0.0.tar.gz\n");
        var run = await RunWithoutCloneAsync(machine);

        Assert.Equal(1, other.ExitCode);
        Assert.Contains("does not have the checksum in SHA256SUMS", other.Error, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("The dashboard: https://192.0.2.10:30900", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("--version", 0)]
    [InlineData("--wrong", 2)]
    public async Task What_needs_no_cluster_asks_for_none(string option, int code)
    {
        using var machine = new Machine(hasKubectl: false);

        var run = await machine.InstallAsync([option]);

        Assert.Equal(code, run.ExitCode);
    }

    private static Task<ToolResult> RunWithoutCloneAsync(Machine machine) => machine.RunAsync(
        "bash",
        ["-c", $"cd / && cat '{RepositoryFolder.Root}/install.sh' | bash -s -- --non-interactive"],
        ("FALCON_EYE_OWNER", "somebody"), ("FALCON_EYE_REF", "v9.0.0"));

    private static string ChecksumOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Machine MachineWithoutKubectl(string program, string checksum)
    {
        var machine = new Machine(hasKubectl: false);
        machine.Publish("dl.k8s.io/release/stable.txt", "v1.34.1");
        machine.Publish(Kubectl, program);
        machine.Publish($"{Kubectl}.sha256", checksum);
        return machine;
    }
}
