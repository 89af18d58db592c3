using System.Runtime.InteropServices;

namespace FalconEye.Api;

/// <summary>The C library's heap, which the compiler, SQLite and OpenSSL use.</summary>
internal static partial class NativeHeap
{
    /// <summary>mallopt(3), M_ARENA_MAX of &lt;malloc.h&gt;.</summary>
    private const int MaxArenas = -8;

    /// <summary>
    /// Two heaps for all threads. The C library makes up to eight for each core, and each keeps what a burst once needed: 4 MB of a small server.
    /// </summary>
    internal static void Limit() => _ = SetOption(MaxArenas, 2);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
