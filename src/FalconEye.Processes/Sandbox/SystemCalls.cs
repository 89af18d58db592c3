using System.Runtime.InteropServices;

namespace FalconEye.Processes.Sandbox;

/// <summary>Numbers of system calls (asm/unistd.h): x86-64 has its own, ARM64 the generic ones; newer calls have the same everywhere.</summary>
internal static class SystemCalls
{
    internal const int LandlockCreateRuleset = 444;
    internal const int LandlockAddRule = 445;
    internal const int LandlockRestrictSelf = 446;
    internal const int Clone3 = 435;

    /// <summary>faccessat2(2).</summary>
    internal const int AccessAt = 439;

    private static readonly bool IsX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;

    internal static int Execve => Of(59, 221);

    internal static int Prctl => Of(157, 167);

    internal static int PrLimit => Of(302, 261);

    internal static int OpenAt => Of(257, 56);

    internal static int CapGet => Of(125, 90);

    internal static int CapSet => Of(126, 91);

    internal static int Close => Of(3, 57);

    internal static int Seccomp => Of(317, 277);

    internal static int Clone => Of(56, 220);

    internal static int Socket => Of(41, 198);

    internal static int SendTo => Of(44, 206);

    internal static int SendMsg => Of(46, 211);

    /// <summary>What neither a decoder nor a program of ours ever calls, and attacks on the kernel or on other processes do.</summary>
    internal static IEnumerable<int> NeverNeeded =>
    [
        .. Of("ptrace", 101, 117), .. Of("process_vm_readv", 310, 270), .. Of("process_vm_writev", 311, 271), .. Of("kcmp", 312, 272),
        .. Of("bpf", 321, 280), .. Of("perf_event_open", 298, 241), .. Of("userfaultfd", 323, 282),
        .. Of("add_key", 248, 217), .. Of("request_key", 249, 218), .. Of("keyctl", 250, 219),
        .. Of("mount", 165, 40), .. Of("umount2", 166, 39), .. Of("pivot_root", 155, 41), .. Of("chroot", 161, 51),
        .. Of("unshare", 272, 97), .. Of("setns", 308, 268),
        .. Of("init_module", 175, 105), .. Of("finit_module", 313, 273), .. Of("delete_module", 176, 106),
        .. Of("kexec_load", 246, 104), .. Of("kexec_file_load", 320, 294), .. Of("reboot", 169, 142),
        .. Of("swapon", 167, 224), .. Of("swapoff", 168, 225), .. Of("acct", 163, 89), .. Of("quotactl", 179, 60),
        .. Of("name_to_handle_at", 303, 264), .. Of("open_by_handle_at", 304, 265), .. Of("lookup_dcookie", 212, 18),
        .. Of("settimeofday", 164, 170), .. Of("clock_settime", 227, 112), .. Of("adjtimex", 159, 171), .. Of("clock_adjtime", 305, 266),
        .. Of("sethostname", 170, 161), .. Of("setdomainname", 171, 162), .. Of("syslog", 103, 116), .. Of("personality", 135, 92),
        .. Of("vhangup", 153, 58), .. Of("iopl", 172, null), .. Of("ioperm", 173, null), .. Of("modify_ldt", 154, null), .. Of("uselib", 134, null),
        .. Of("io_uring_setup", 425, 425), .. Of("io_uring_enter", 426, 426), .. Of("io_uring_register", 427, 427),
        .. Of("open_tree", 428, 428), .. Of("move_mount", 429, 429), .. Of("fsopen", 430, 430), .. Of("fsconfig", 431, 431),
        .. Of("fsmount", 432, 432), .. Of("fspick", 433, 433), .. Of("mount_setattr", 442, 442),
        .. Of("pidfd_getfd", 438, 438), .. Of("process_madvise", 440, 440),
    ];

    /// <summary>
    /// What neither a decoder nor <c>motion</c> needs: other processes, signals to others, and changed owners, modes and times of files, which
    /// Landlock does not cover.
    /// </summary>
    internal static IEnumerable<int> NotForDecoders =>
    [
        .. Of("fork", 57, null), .. Of("vfork", 58, null), .. Of("execveat", 322, 281), .. Of("sendmmsg", 307, 269),
        .. Of("kill", 62, 129), .. Of("tkill", 200, 130), .. Of("rt_sigqueueinfo", 129, 138), .. Of("rt_tgsigqueueinfo", 297, 240),
        .. Of("pidfd_send_signal", 424, 424), .. Of("pidfd_open", 434, 434),
        .. Of("chmod", 90, null), .. Of("fchmod", 91, 52), .. Of("fchmodat", 268, 53), .. Of("fchmodat2", 452, 452),
        .. Of("chown", 92, null), .. Of("fchown", 93, 55), .. Of("lchown", 94, null), .. Of("fchownat", 260, 54),
        .. Of("setxattr", 188, 5), .. Of("lsetxattr", 189, 6), .. Of("fsetxattr", 190, 7),
        .. Of("removexattr", 197, 14), .. Of("lremovexattr", 198, 15), .. Of("fremovexattr", 199, 16),
        .. Of("utime", 132, null), .. Of("utimes", 235, null), .. Of("futimesat", 261, null), .. Of("utimensat", 280, 88),
        .. Of("setpriority", 141, 140), .. Of("sched_setscheduler", 144, 119), .. Of("sched_setattr", 314, 274),
    ];

    /// <summary>What those do not need that only read: serving others, and programs from memory.</summary>
    internal static IEnumerable<int> NotForReaders =>
    [
        .. Of("bind", 49, 200), .. Of("listen", 50, 201), .. Of("accept", 43, 202), .. Of("accept4", 288, 242), .. Of("memfd_create", 319, 279),
    ];

    private static int Of(int x64, int arm64) => IsX64 ? x64 : arm64;

    /// <summary>A call by its name, for readers, and its numbers; one that a processor does not have is left out.</summary>
    private static IEnumerable<int> Of(string name, int x64, int? arm64)
    {
        _ = name;
        return (IsX64 ? x64 : arm64) is { } number ? [number] : [];
    }
}
