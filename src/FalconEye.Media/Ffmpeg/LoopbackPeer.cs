using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace FalconEye.Media.Ffmpeg;

/// <summary>Tells who is at the other end of a loopback connection, from <c>/proc/net/tcp</c> (proc(5)).</summary>
internal static partial class LoopbackPeer
{
    private const int LocalColumn = 1;
    private const int RemoteColumn = 2;
    private const int UserColumn = 7;

    /// <summary>
    /// True when the process that connected from <paramref name="peer"/> to <paramref name="local"/> runs as the user of this one.
    /// </summary>
    internal static bool IsOwnUser(IPEndPoint peer, IPEndPoint local)
    {
        var user = EffectiveUserId().ToString(CultureInfo.InvariantCulture);
        return File.ReadLines("/proc/net/tcp")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(columns => columns.Length > UserColumn
                && columns[LocalColumn] == Hexadecimal(peer)
                && columns[RemoteColumn] == Hexadecimal(local)
                && columns[UserColumn] == user);
    }

    /// <summary>As the kernel prints it: the address in the machine's byte order, the port as a number.</summary>
    private static string Hexadecimal(IPEndPoint end) =>
        $"{MemoryMarshal.Read<uint>(end.Address.GetAddressBytes()):X8}:{end.Port:X4}";

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUserId();
}
