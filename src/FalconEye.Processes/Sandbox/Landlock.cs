using System.Runtime.InteropServices;

namespace FalconEye.Processes.Sandbox;

/// <summary>
/// Landlock: this process, and all that follow it, may open only the files and connect only to the ports named here
/// (https://docs.kernel.org/userspace-api/landlock.html). It also keeps them from looking into processes outside.
/// </summary>
internal static class Landlock
{
    private const ulong Execute = 1 << 0;
    private const ulong WriteFile = 1 << 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadFolder = 1 << 3;
    private const ulong Truncate = 1 << 14;
    private const ulong IoctlDevice = 1 << 15;
    private const ulong AllOfVersion1 = (1 << 13) - 1;
    private const ulong Refer = 1 << 13;
    private const ulong OfFiles = Execute | WriteFile | ReadFile | Truncate | IoctlDevice;
    private const ulong Reading = ReadFile | ReadFolder;

    private const ulong BindTcp = 1 << 0;
    private const ulong ConnectTcp = 1 << 1;
    private const ulong AllScopes = 0b11;

    private const int VersionFlag = 1;
    private const int PathRule = 1;
    private const int PortRule = 2;

    private const int CurrentFolder = -100;
    private const int OpenPathOnly = 0x200000 | 0x80000;

    /// <summary>The kernel's version of Landlock; 0 without.</summary>
    internal static int Version => Libc.IsSupported ? (int)Math.Max(0, Libc.Call(SystemCalls.LandlockCreateRuleset, 0, 0, VersionFlag)) : 0;

    /// <summary>Restricts this process; does nothing on a kernel without Landlock.</summary>
    internal static unsafe void Restrict(SandboxPolicy policy, string program)
    {
        var version = Version;
        if (version == 0)
        {
            return;
        }

        var files = AllOfVersion1 | (version >= 2 ? Refer : 0) | (version >= 3 ? Truncate : 0) | (version >= 5 ? IoctlDevice : 0);
        var network = version >= 4 && policy.Profile != SandboxProfile.Program ? BindTcp | ConnectTcp : 0;
        var attributes = stackalloc ulong[3];
        (attributes[0], attributes[1], attributes[2]) = (files, network, version >= 6 ? AllScopes : 0);
        var size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
        var rules = (int)Libc.Call(SystemCalls.LandlockCreateRuleset, (nint)attributes, size, 0);
        if (rules < 0)
        {
            return;
        }

        foreach (var (path, rights) in SandboxFiles.RulesOf(policy, program))
        {
            AllowPath(rules, path, RightsOf(rights) & files);
        }

        foreach (var port in network == 0 ? [] : policy.Ports)
        {
            AllowPort(rules, port, policy.Profile == SandboxProfile.Device ? BindTcp : ConnectTcp);
        }

        _ = Libc.Call(SystemCalls.LandlockRestrictSelf, rules, 0);
        _ = Libc.Call(SystemCalls.Close, rules);
    }

    private static ulong RightsOf(FileRights rights) => rights switch
    {
        FileRights.Read => Reading,
        FileRights.Execute => Reading | Execute,
        FileRights.Device => ReadFile | WriteFile | IoctlDevice,
        _ => ulong.MaxValue & ~Execute,
    };

    private static unsafe void AllowPath(int rules, string path, ulong rights)
    {
        var text = Marshal.StringToCoTaskMemUTF8(path);
        var descriptor = (int)Libc.Call(SystemCalls.OpenAt, CurrentFolder, text, OpenPathOnly);
        Marshal.FreeCoTaskMem(text);
        if (descriptor < 0)
        {
            return;
        }

        // struct landlock_path_beneath_attr is packed: 8 bytes of rights, 4 of descriptor.
        var rule = stackalloc byte[12];
        *(ulong*)rule = Directory.Exists(path) ? rights : rights & OfFiles;
        *(int*)(rule + 8) = descriptor;
        _ = Libc.Call(SystemCalls.LandlockAddRule, rules, PathRule, (nint)rule, 0);
        _ = Libc.Call(SystemCalls.Close, descriptor);
    }

    private static unsafe void AllowPort(int rules, int port, ulong rights)
    {
        var rule = stackalloc ulong[2];
        (rule[0], rule[1]) = (rights, (ulong)port);
        _ = Libc.Call(SystemCalls.LandlockAddRule, rules, PortRule, (nint)rule, 0);
    }
}
