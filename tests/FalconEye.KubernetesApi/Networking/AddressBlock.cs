using System.Net;
using System.Net.Sockets;

namespace FalconEye.KubernetesApi.Networking;

/// <summary>
/// 4,096 addresses of 127.0.0.0/8 that are one cluster's: Linux answers to all of them without any set-up. A listening socket on the first
/// says to clusters of other test programs that the block is taken.
/// </summary>
internal sealed class AddressBlock : IDisposable
{
    private const int Size = 4096;
    private const int Blocks = (1 << 24) / Size;
    private const int MarkerPort = 6444;

    private readonly Socket _marker;
    private readonly int _first;
    private readonly Lock _lock = new();
    private int _nextForPod;
    private int _nextForService;

    private AddressBlock(Socket marker, int first) => (_marker, _first) = (marker, first);

    /// <summary>Takes a block that no one has.</summary>
    internal static AddressBlock Take()
    {
        while (true)
        {
            // The first block is left to programs that listen on 127.0.0.1.
            var first = Random.Shared.Next(1, Blocks) * Size;
            Socket marker = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                marker.Bind(new IPEndPoint(AddressOf(first), MarkerPort));
                marker.Listen();
                return new AddressBlock(marker, first);
            }
            catch (SocketException)
            {
                marker.Dispose();
            }
        }
    }

    /// <summary>An address for a pod or a node that is not in use: of the lower half, the one longest unused first.</summary>
    internal string NextForPod(IReadOnlySet<string> used) => Next(used, 1, ref _nextForPod);

    /// <summary>An address for a Service that is not in use: of the upper half.</summary>
    internal string NextForService(IReadOnlySet<string> used) => Next(used, Size / 2, ref _nextForService);

    /// <summary>Whether a Service may have an address.</summary>
    internal bool IsForService(string address)
    {
        if (!IPAddress.TryParse(address, out var parsed) || parsed.GetAddressBytes() is not [127, var a, var b, var c])
        {
            return false;
        }

        var number = (a << 16) | (b << 8) | c;
        return number >= _first + (Size / 2) && number < _first + Size;
    }

    public void Dispose() => _marker.Dispose();

    private string Next(IReadOnlySet<string> used, int from, ref int next)
    {
        lock (_lock)
        {
            for (var tries = 1; tries < Size / 2; tries++)
            {
                var address = AddressOf(_first + from + next).ToString();
                next = (next + 1) % ((Size / 2) - 1);
                if (!used.Contains(address))
                {
                    return address;
                }
            }
        }

        throw new InvalidOperationException("All addresses of the cluster are in use.");
    }

    private static IPAddress AddressOf(int number) => new([127, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
}
