using System.Runtime.InteropServices;

namespace FalconEye.Processes;

/// <summary>Signals to other processes by kill(2), which .NET has no call for.</summary>
internal static partial class Signals
{
    /// <summary>The number of a signal, which is the same on every Linux.</summary>
    internal static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "Use SIGHUP, SIGINT, SIGQUIT or SIGTERM."),
    };

    /// <summary>Sends the signal; a process that is already gone is no error.</summary>
    internal static void Send(int processId, PosixSignal signal) => _ = SendSignal(processId, NumberOf(signal));

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
