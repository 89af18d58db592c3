using System.Runtime.InteropServices;

namespace FalconEye.Processes.Sandbox;

/// <summary>
/// System calls by number, since the C library has no functions for the newer ones. One entry point serves all, so nothing has to be looked up
/// once the process has given up its rights.
/// </summary>
internal static partial class Libc
{
    private const int SetDeathSignal = 1;
    private const int GetSeccomp = 21;
    private const int SetNoNewPrivileges = 38;
    private const int BrokenPipe = 13;

    /// <summary>Whether the numbers of this processor's calls are known.</summary>
    internal static bool IsSupported => RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>Whether this kernel has seccomp (prctl(2), PR_GET_SECCOMP).</summary>
    internal static bool HasSeccomp => IsSupported && Call(SystemCalls.Prctl, GetSeccomp) >= 0;

    /// <summary>Asks for a signal when the parent dies.</summary>
    /// <returns>False when it has died already.</returns>
    internal static bool TryEndWithParent(int signal, int parent)
    {
        _ = SetHandler(BrokenPipe, 0);
        _ = Control(SetDeathSignal, signal, 0, 0, 0);
        return parent == 0 || ParentId() == parent;
    }

    /// <summary>prctl(2), PR_SET_NO_NEW_PRIVS: required by Landlock and seccomp, and a bar to set-user-ID programs.</summary>
    internal static void ForbidNewPrivileges() => _ = Control(SetNoNewPrivileges, 1, 0, 0, 0);

    /// <summary>A system call.</summary>
    /// <returns>Its result; −1 on failure, with the reason in <see cref="Marshal.GetLastPInvokeError"/>.</returns>
    internal static nint Call(int number, nint first = 0, nint second = 0, nint third = 0, nint fourth = 0) =>
        SystemCall(number, first, second, third, fourth, 0, 0);

    /// <summary>execve(2).</summary>
    /// <returns>The error number.</returns>
    internal static int Execute(nint path, nint arguments, nint environment)
    {
        _ = Call(SystemCalls.Execve, path, arguments, environment);
        return Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth, nint fifth, nint sixth);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint second, nint third, nint fourth, nint fifth);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();

    /// <summary>.NET ignores SIGPIPE, which a program would inherit.</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);
}
