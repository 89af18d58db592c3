using FalconEye.TestKit;

namespace FalconEye.Deploy.Tests.Installer;

/// <summary>
/// A person's machine as the installer finds it: a home, programs, and the internet as far as files stand in for it. <c>install.sh</c> and
/// kubectl are the real ones.
/// </summary>
internal sealed class Machine : IDisposable
{
    private static readonly string SimulatedProgramsCluster = Path.Combine(RepositoryFolder.Root, "tests", "FalconEye.Deploy.Tests", "Installer", "stand-ins");
    private static readonly string Kubectl = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "kubectl")).First(File.Exists);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment;

    /// <param name="kubeconfig">What kubectl is set up for; <see langword="null"/> for nothing.</param>
    /// <param name="hasKubectl">Whether kubectl is installed.</param>
    internal Machine(string? kubeconfig = null, bool hasKubectl = true)
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Programs);
        Install("curl");
        if (hasKubectl)
        {
            Install("kubectl");
        }

        _environment = new Dictionary<string, string>
        {
            ["HOME"] = Home,
            ["PATH"] = hasKubectl ? $"{Programs}:{Environment.GetEnvironmentVariable("PATH")}" : $"{Programs}:{EverythingButKubectl()}",
            ["KUBECONFIG"] = kubeconfig ?? "",
            ["KUBECTL"] = Kubectl,
            ["KUBECTL_ARGUMENTS"] = _folder["kubectl-arguments"],
            ["DOWNLOADS"] = _folder["downloads"],
            ["K3S_KUBECONFIG_OUTPUT"] = _folder["k3s.yaml"],
            ["FALCON_EYE_TIMEOUT"] = "30s",
        };
    }

    /// <summary>The person's home.</summary>
    internal string Home => _folder["home"];

    /// <summary>What k3s writes its kubeconfig to.</summary>
    internal string K3sKubeconfig => _environment["K3S_KUBECONFIG_OUTPUT"];

    /// <summary>The arguments of every kubectl so far, as other users of the machine could read them.</summary>
    internal string KubectlArguments => File.ReadAllText(_environment["KUBECTL_ARGUMENTS"]);

    private string Programs => _folder["bin"];

    /// <summary>Puts a file at an address of the internet.</summary>
    /// <param name="address">Without its scheme.</param>
    /// <param name="content">What it gives.</param>
    internal void Publish(string address, string content)
    {
        var file = PublishedFile(address);
        File.WriteAllText(file, content);
    }

    /// <summary>The path of a file that stands for an address.</summary>
    internal string PublishedFile(string address)
    {
        var file = Path.Combine(_environment["DOWNLOADS"], address);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }

    /// <summary>Runs the installer as a program without a terminal would.</summary>
    internal Task<ToolResult> InstallAsync(string[] arguments, params (string Name, string Value)[] settings) =>
        RunAsync("bash", [Path.Combine(RepositoryFolder.Root, "install.sh"), "--non-interactive", .. arguments], settings);

    /// <summary>Runs the installer at a terminal, where a person types a line whenever it asks.</summary>
    /// <returns>What was on the terminal.</returns>
    internal Task<ToolResult> InstallAtTerminalAsync(string[] answers, string option = "") => RunAsync(
        "bash",
        ["-c", "printf '%s\\n' \"$@\" | script -qefc \"bash '$INSTALLER' $OPTION\" /dev/null", "bash", .. answers],
        ("INSTALLER", Path.Combine(RepositoryFolder.Root, "install.sh")),
        ("OPTION", option));

    /// <summary>Runs a program on this machine.</summary>
    internal Task<ToolResult> RunAsync(string program, string[] arguments, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>(_environment);
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return Tool.RunAsync(program, arguments, TestContext.Current.CancellationToken, environment);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private void Install(string program) => File.CreateSymbolicLink(Path.Combine(Programs, program), Path.Combine(SimulatedProgramsCluster, $"{program}.sh"));

    private string EverythingButKubectl()
    {
        var folder = Directory.CreateDirectory(_folder["system"]).FullName;
        foreach (var program in Directory.EnumerateFileSystemEntries("/usr/bin").Where(program => Path.GetFileName(program) != "kubectl"))
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(program)), program);
        }

        return folder;
    }
}
