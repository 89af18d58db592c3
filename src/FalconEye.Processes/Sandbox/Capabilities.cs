using System.Runtime.InteropServices;

namespace FalconEye.Processes.Sandbox;

/// <summary>
/// The rights of root (capabilities(7)), which a server that is started by root hands on to its children. A child without them is a user like any
/// other: it cannot look into the server (CAP_SYS_PTRACE, CAP_PERFMON), change the system (CAP_SYS_ADMIN) or pass over permissions (CAP_DAC_OVERRIDE).
/// </summary>
internal static class Capabilities
{
    private const int DropFromBoundingSet = 24;
    private const int Ambient = 47;
    private const int ClearAmbient = 4;
    private const int Highest = 63;
    private const uint Version3 = 0x20080522;

    /// <summary>CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH.</summary>
    private const ulong PassOverPermissions = 0b110;

    /// <summary>CAP_SETPCAP, for the bounding set.</summary>
    private const ulong ChangeSets = 1 << 8;

    private const int CurrentFolder = -100;
    private const int AsEffective = 0x200;
    private const int ToExecute = 1;
    private const int ToWrite = 2;
    private const int ToRead = 4;

    /// <summary>
    /// Drops all of them for good: without new privileges (<see cref="Libc.ForbidNewPrivileges"/>) no program gives them back, not even to root. The
    /// two that pass over permissions stay where the child could not do its work otherwise, as when root runs a server that lies in another's home;
    /// Landlock bounds them then.
    /// </summary>
    internal static void Drop(SandboxPolicy policy, string program)
    {
        if (!Libc.IsSupported)
        {
            return;
        }

        // As it will be: what root has after execve(2) is what the bounding set leaves.
        _ = Libc.Call(SystemCalls.Prctl, Ambient, ClearAmbient);
        Set(effective: ChangeSets, permitted: ChangeSets | PassOverPermissions);
        var kept = IsEnough(policy, program) ? 0 : PassOverPermissions;
        for (var capability = 0; capability <= Highest; capability++)
        {
            if ((kept & (1UL << capability)) == 0)
            {
                _ = Libc.Call(SystemCalls.Prctl, DropFromBoundingSet, capability);
            }
        }

        Set(kept, kept);
    }

    private static bool IsEnough(SandboxPolicy policy, string program) =>
        MayAccess(program, ToRead | ToExecute)
        && policy.Readable.All(path => MayAccess(path, ToRead))
        && policy.Devices.All(path => MayAccess(path, ToRead | ToWrite))
        && policy.Writable.All(path => MayAccess(path, ToRead | ToWrite | ToExecute));

    /// <summary>Whether it may, or does not exist: then no right helps.</summary>
    private static bool MayAccess(string path, int mode)
    {
        var text = Marshal.StringToCoTaskMemUTF8(path);
        var result = Libc.Call(SystemCalls.AccessAt, CurrentFolder, text, mode, AsEffective);
        var error = Marshal.GetLastPInvokeError();
        Marshal.FreeCoTaskMem(text);
        return result == 0 || error != PermissionDenied;
    }

    private const int PermissionDenied = 13;

    private static unsafe void Set(ulong effective, ulong permitted)
    {
        var header = stackalloc uint[2];
        var data = stackalloc uint[6];
        (header[0], header[1]) = (Version3, 0);

        // struct __user_cap_data_struct, twice: effective, permitted and inheritable, the lower half first. What this process has bounds it.
        if (Libc.Call(SystemCalls.CapGet, (nint)header, (nint)data) != 0)
        {
            return;
        }

        (data[0], data[1], data[2]) = ((uint)effective & data[1], (uint)permitted & data[1], 0);
        (data[3], data[4], data[5]) = (0, 0, 0);
        _ = Libc.Call(SystemCalls.CapSet, (nint)header, (nint)data);
    }
}
