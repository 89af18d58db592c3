namespace FalconEye.Processes.Sandbox;

/// <summary>What keeps a child that was taken over from the rest of the machine, on this kernel.</summary>
/// <param name="IsSandboxed">False when there is no launcher: then children gain no new privileges, and that is all.</param>
/// <param name="LandlockVersion">The kernel's version of Landlock; 0 without: files and ports are not restricted.</param>
/// <param name="HasSeccomp">Whether system calls are filtered.</param>
public sealed record Protections(bool IsSandboxed, int LandlockVersion, bool HasSeccomp)
{
    /// <summary>The version from which on Landlock restricts TCP ports (Linux 6.7).</summary>
    private const int WithPorts = 4;

    /// <summary>What this process's children get.</summary>
    public static Protections Detect()
    {
        var isSandboxed = SandboxLauncher.Path is { } launcher && File.Exists(launcher) && Libc.IsSupported;
        return new Protections(isSandboxed, isSandboxed ? Landlock.Version : 0, isSandboxed && Libc.HasSeccomp);
    }

    /// <summary>Those that are active, in the words of the log and of the security page.</summary>
    public IReadOnlyList<string> Active =>
    [
        "no new privileges",
        "own environment",
        .. IsSandboxed ? ["limited memory, time and files"] : Array.Empty<string>(),
        .. LandlockVersion > 0 ? ["files (Landlock)"] : Array.Empty<string>(),
        .. LandlockVersion >= WithPorts ? ["network ports (Landlock)"] : Array.Empty<string>(),
        .. HasSeccomp ? ["system calls (seccomp)"] : Array.Empty<string>(),
    ];

    /// <summary>Those that this machine lacks, and why.</summary>
    public IReadOnlyList<string> Missing => !IsSandboxed
        ? ["no sandbox: the program FalconEye.Relay was not found, or this processor is not supported"]
        :
        [
            .. LandlockVersion == 0 ? ["files and network ports: this kernel has no Landlock, or it is off (Linux 5.13, lsm=landlock)"] : Array.Empty<string>(),
            .. LandlockVersion is > 0 and < WithPorts ? ["network ports: this kernel's Landlock does not restrict them (Linux 6.7)"] : Array.Empty<string>(),
            .. HasSeccomp ? Array.Empty<string>() : ["system calls: this kernel has no seccomp"],
        ];
}
