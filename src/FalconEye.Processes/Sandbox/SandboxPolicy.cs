using System.Globalization;

namespace FalconEye.Processes.Sandbox;

/// <summary>What kind of program runs in a sandbox.</summary>
public enum SandboxProfile
{
    /// <summary>A decoder of hostile data, FFmpeg or ffprobe: reads system libraries only, makes threads and no processes, connects to loopback at most.</summary>
    Decoder,

    /// <summary>A program that reads a device of this machine and serves it, <c>motion</c>: as a decoder, but it listens in place of connecting.</summary>
    Device,

    /// <summary>A program of ours, relay or recorder, which starts decoders and talks to the network: reads the system, writes to one folder.</summary>
    Program,
}

/// <summary>
/// What a child process may do, enforced by the kernel without any privilege of ours: Landlock (landlock(7)) for files and TCP ports, a seccomp
/// filter (seccomp(2)) for system calls, no capabilities, limits (getrlimit(2)) for memory, time and files. What a kernel lacks is left out;
/// <see cref="Protections"/> says what it has.
/// </summary>
/// <param name="Profile">What kind of program it is.</param>
public sealed record SandboxPolicy(SandboxProfile Profile)
{
    /// <summary>Files and folders that it may read, beside those of the system.</summary>
    public IReadOnlyList<string> Readable { get; init; } = [];

    /// <summary>Folders, with all in them, that it may read and write.</summary>
    public IReadOnlyList<string> Writable { get; init; } = [];

    /// <summary>Devices that it may read, write and control.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>
    /// The TCP ports that a decoder may connect to, or that a program with a device may listen on; empty for one without network, ignored for a
    /// program of ours.
    /// </summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Bytes of address space at most (RLIMIT_AS); 0 for no limit.</summary>
    public long MaxAddressSpace { get; init; }

    /// <summary>Seconds of processor time at most (RLIMIT_CPU); 0 for no limit, for what runs for months.</summary>
    public long MaxCpuSeconds { get; init; }

    internal IReadOnlyList<string> ToArguments() =>
    [
        "--profile", Profile.ToString(),
        .. Readable.SelectMany(path => (string[])["--read", path]),
        .. Writable.SelectMany(path => (string[])["--write", path]),
        .. Devices.SelectMany(path => (string[])["--device", path]),
        .. Ports.SelectMany(port => (string[])["--port", port.ToString(CultureInfo.InvariantCulture)]),
        "--memory", MaxAddressSpace.ToString(CultureInfo.InvariantCulture),
        "--cpu", MaxCpuSeconds.ToString(CultureInfo.InvariantCulture),
    ];
}
