using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// Makes a pipe hold a whole fragment (F_SETPIPE_SZ, fcntl(2)), so that FFmpeg writes it in one go and wakes the reader once, not every 64
/// kB.
/// </summary>
internal static partial class PipeCapacity
{
    /// <summary>What the kernel grants any user (/proc/sys/fs/pipe-max-size).</summary>
    private const int Bytes = 1024 * 1024;

    private const int SetPipeSize = 1031;

    /// <summary>Asks for it; a kernel that refuses costs only some wake-ups.</summary>
    internal static void Raise(Stream output)
    {
        if (output is PipeStream pipe)
        {
            _ = Control(pipe.SafePipeHandle, SetPipeSize, Bytes);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafePipeHandle pipe, int command, int argument);
}
