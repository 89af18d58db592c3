using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace FalconEye.Discovery.Network;

/// <summary>
/// A network that may be scanned: private (RFC 1918) and at most a /22, or a part of loopback if someone names it. There is no way to make
/// one of public addresses.
/// </summary>
internal readonly record struct ScanSubnet
{
    /// <summary>What a network may be, for messages.</summary>
    internal const string Allowed = "private networks (in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 127.0.0.0/8) of at most 1024 addresses, for example 192.168.1.0/24";

    private const int Widest = 22;

    private static readonly (uint First, int Prefix)[] Private =
        [(0x0A00_0000, 8), (0xAC10_0000, 12), (0xC0A8_0000, 16), (0x7F00_0000, 8)];

    private readonly uint _first;
    private readonly int _prefix;

    private ScanSubnet(uint address, int prefix)
    {
        _first = address & MaskOf(prefix);
        _prefix = prefix;
    }

    /// <summary>How many addresses the scan tries.</summary>
    internal int Count => _prefix >= 31 ? 1 << (32 - _prefix) : (1 << (32 - _prefix)) - 2;

    /// <summary>Reads <c>192.168.1.0/24</c>, or an address alone.</summary>
    internal static bool TryParse(string text, out ScanSubnet subnet)
    {
        subnet = default;
        var parts = text.Split('/');
        var prefix = 32;
        if (parts.Length > 2
            || parts[0].Count(letter => letter == '.') != 3
            || !IPAddress.TryParse(parts[0], out var address)
            || address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork
            || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out prefix))
            || prefix is < Widest or > 32
            || !IsPrivate(address))
        {
            return false;
        }

        subnet = new ScanSubnet(ToNumber(address), prefix);
        return true;
    }

    /// <summary>The network around an address of a machine, cut to a /22 when it is wider.</summary>
    internal static ScanSubnet Around(IPAddress address, int prefix) => new(ToNumber(address), Math.Clamp(prefix, Widest, 32));

    /// <summary>Whether an address is of a private network or of loopback.</summary>
    internal static bool IsPrivate(IPAddress address)
    {
        var number = ToNumber(address);
        return Private.Any(range => (number & MaskOf(range.Prefix)) == range.First);
    }

    internal bool Contains(IPAddress address) => (ToNumber(address) & MaskOf(_prefix)) == _first;

    /// <summary>The addresses that machines can have: all but the network's own and its broadcast address.</summary>
    internal IEnumerable<IPAddress> Addresses()
    {
        var start = _prefix >= 31 ? _first : _first + 1;
        for (var offset = 0; offset < Count; offset++)
        {
            yield return ToAddress(start + (uint)offset);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ToAddress(_first)}/{_prefix}");

    private static uint MaskOf(int prefix) => prefix == 0 ? 0 : uint.MaxValue << (32 - prefix);

    private static uint ToNumber(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress ToAddress(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
