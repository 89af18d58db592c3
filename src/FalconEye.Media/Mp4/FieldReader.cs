using System.Buffers.Binary;

namespace FalconEye.Media.Mp4;

/// <summary>Reads the big-endian fields of a box one after the other.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    internal int Position { get; private set; }

    internal readonly int Remaining => _bytes.Length - Position;

    /// <summary>The version and flags that full boxes begin with (ISO/IEC 14496-12, section 4.2.2).</summary>
    internal (byte Version, uint Flags) ReadVersion()
    {
        var word = ReadUInt32();
        return ((byte)(word >> 24), word & 0xFFFFFF);
    }

    internal byte ReadByte() => Take(1)[0];

    internal ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    internal ReadOnlySpan<byte> ReadBytes(int count) => Take(count);

    internal uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    internal ulong ReadUInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    /// <summary>A field of 64 bits in version 1 and of 32 bits in version 0.</summary>
    internal ulong ReadUInt(byte version) => version == 0 ? ReadUInt32() : ReadUInt64();

    internal void Skip(int count) => Take(count);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
        {
            throw new Mp4FormatException("A box is shorter than its fields.");
        }

        var taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }
}
