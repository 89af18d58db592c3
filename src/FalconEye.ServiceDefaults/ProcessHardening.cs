using System.Runtime.InteropServices;

namespace FalconEye.ServiceDefaults;

/// <summary>What every program of FalconEye does first, so that other users and programs of the machine see less of it.</summary>
internal static partial class ProcessHardening
{
    /// <summary>prctl(2), &lt;sys/prctl.h&gt;.</summary>
    private const int SetDumpable = 4;

    /// <summary>getrlimit(2): the same number on x86-64 and ARM64.</summary>
    private const int CoreLimit = 4;

    private const uint OwnerOnly = 0b000_111_111;

    /// <summary>
    /// Files are readable by the own user alone, children's too (umask(2)). Memory cannot be read by other programs of the same user,
    /// <c>/proc/PID/environ</c> included, and no core dump is written (prctl(2), PR_SET_DUMPABLE).
    /// </summary>
    internal static void Apply()
    {
        _ = SetFileMask(OwnerOnly);
        _ = Control(SetDumpable, 0, 0, 0, 0);
        _ = SetLimit(CoreLimit, default);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetFileMask(uint mask);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Limit
    {
        private readonly nuint _soft;
        private readonly nuint _hard;
    }
}
