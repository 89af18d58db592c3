using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace FalconEye.Processes;

/// <summary>Tells who is at the other end of a loopback connection, from <c>/proc/net/tcp</c> (proc(5)).</summary>
public static partial class LoopbackPeer
{
    private const int LocalColumn = 1;
    private const int RemoteColumn = 2;
    private const int StateColumn = 3;
    private const int UserColumn = 7;
    private const string Listening = "0A";

    /// <summary>What is before an IPv4 address, and before the unspecified one, in the table of IPv6.</summary>
    private const string MappedPrefix = "0000000000000000FFFF0000";
    private const string AnyPrefix = "000000000000000000000000";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>
    /// True when the process that connected from <paramref name="peer"/> to <paramref name="local"/> runs as the user of this one.
    /// </summary>
    public static bool IsOwnUser(IPEndPoint peer, IPEndPoint local)
    {
        var user = OwnUser();
        return Read("/proc/net/tcp").Any(columns => columns[LocalColumn] == Hexadecimal(peer)
            && columns[RemoteColumn] == Hexadecimal(local)
            && columns[UserColumn] == user);
    }

    /// <summary>True when what a connection to a TCP port of 127.0.0.1 can reach runs as the user of this process.</summary>
    public static bool IsOwnListener(int port)
    {
        var (user, loopback, any) = (OwnUser(), new IPEndPoint(IPAddress.Loopback, port), new IPEndPoint(IPAddress.Any, port));
        string[] ends = [Hexadecimal(loopback), Hexadecimal(any), MappedPrefix + Hexadecimal(loopback), AnyPrefix + Hexadecimal(any)];
        var listeners = Tables.Where(File.Exists).SelectMany(Read)
            .Where(columns => columns[StateColumn] == Listening && ends.Contains(columns[LocalColumn]))
            .ToList();
        return listeners.Count > 0 && listeners.TrueForAll(columns => columns[UserColumn] == user);
    }

    private static IEnumerable<string[]> Read(string path) => File.ReadLines(path)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(columns => columns.Length > UserColumn);

    private static string OwnUser() => EffectiveUserId().ToString(CultureInfo.InvariantCulture);

    /// <summary>As the kernel prints it: the address in the machine's byte order, the port as a number.</summary>
    private static string Hexadecimal(IPEndPoint end) =>
        $"{MemoryMarshal.Read<uint>(end.Address.GetAddressBytes()):X8}:{end.Port:X4}";

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUserId();
}
