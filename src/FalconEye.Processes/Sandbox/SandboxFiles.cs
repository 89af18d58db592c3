namespace FalconEye.Processes.Sandbox;

/// <summary>What may be done with a file, or with all in a folder.</summary>
internal enum FileRights
{
    /// <summary>Read.</summary>
    Read,

    /// <summary>Read, and execute as a program.</summary>
    Execute,

    /// <summary>Read, write and control a device.</summary>
    Device,

    /// <summary>Read, write and create, but not execute.</summary>
    Write,
}

/// <summary>The files of the system that programs need to run at all. None of them is a home, a data folder or another process.</summary>
internal static class SandboxFiles
{
    private static readonly string[] Libraries =
        ["/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/lib", "/lib32", "/lib64", "/usr/share/zoneinfo"];

    /// <summary>Distributions that keep every package in a folder of its own.</summary>
    private static readonly string[] Stores = ["/nix/store", "/gnu/store"];

    private static readonly string[] Settings =
        ["/etc/ld.so.cache", "/etc/ld.so.preload", "/etc/localtime", "/etc/ssl/openssl.cnf", "/etc/gnutls", "/etc/fonts"];

    private static readonly string[] Hardware =
        ["/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system/cpu", "/sys/devices/system/node"];

    private static readonly string[] Devices = ["/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"];

    /// <summary>The dynamic loaders, which the kernel executes for a program.</summary>
    private static readonly string[] Loaders =
        ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/lib/ld-musl-x86_64.so.1", "/lib/ld-musl-aarch64.so.1"];

    /// <summary>What programs of ours read beside that: names of hosts, certificates, themselves in /proc.</summary>
    private static readonly string[] System =
        ["/usr", "/etc", "/proc", "/sys", "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager"];

    /// <summary>Where programs of ours find FFmpeg and its loader.</summary>
    private static readonly string[] Programs = ["/usr/bin", "/usr/local/bin", "/bin"];

    /// <summary>The rules of a policy, for the program it is about. A path that does not exist is no harm.</summary>
    internal static IEnumerable<(string Path, FileRights Rights)> RulesOf(SandboxPolicy policy, string program) =>
    [
        .. All(Libraries, FileRights.Read),
        .. All(Stores, FileRights.Execute),
        .. All(Settings, FileRights.Read),
        .. All(Hardware, FileRights.Read),
        .. All(Devices, FileRights.Device),
        .. All(Loaders, FileRights.Execute),
        .. OfProgram(Resolved(program)),
        .. All(Preloaded(), FileRights.Read),
        .. policy.Profile == SandboxProfile.Program ? OfPrograms() : [],
        .. All(policy.Readable, FileRights.Read),
        .. All(policy.Devices, FileRights.Device),
        .. All(policy.Writable, FileRights.Write),
    ];

    private static IEnumerable<(string, FileRights)> OfPrograms() =>
    [
        .. All(System, FileRights.Read),
        .. All(Programs, FileRights.Execute),
        .. SandboxLauncher.Path is { } launcher ? OfProgram(Resolved(launcher)) : [],
        .. All(Environment.GetEnvironmentVariable("PATH")?.Split(':').Where(Path.IsPathFullyQualified) ?? [], FileRights.Execute),
    ];

    /// <summary>The program itself, and libraries that it may have brought along.</summary>
    private static IEnumerable<(string, FileRights)> OfProgram(string program)
    {
        var folder = Path.GetDirectoryName(program)!;
        yield return (program, FileRights.Execute);
        if (folder is not ("/usr/bin" or "/bin" or "/usr/local/bin"))
        {
            yield return (folder, FileRights.Read);
        }

        yield return (Path.Combine(folder, "../lib"), FileRights.Read);
    }

    private static IEnumerable<string> Preloaded() =>
        from name in (string[])["LD_PRELOAD", "LD_LIBRARY_PATH"]
        from path in Environment.GetEnvironmentVariable(name)?.Split(':', ' ') ?? []
        where Path.IsPathFullyQualified(path)
        select path;

    private static string Resolved(string program) => File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;

    private static IEnumerable<(string, FileRights)> All(IEnumerable<string> paths, FileRights rights) => paths.Select(path => (path, rights));
}
