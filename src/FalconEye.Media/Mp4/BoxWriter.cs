using System.Buffers.Binary;

namespace FalconEye.Media.Mp4;

/// <summary>Writes boxes, their lengths filled in when they end.</summary>
/// <param name="capacity">Bytes to begin with; more are taken when they are needed.</param>
internal sealed class BoxWriter(int capacity = 64 * 1024)
{
    private byte[] _bytes = new byte[capacity];

    /// <summary>Bytes written so far.</summary>
    internal int Length { get; private set; }

    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Begins a box that <see cref="End"/> ends.</summary>
    /// <returns>Where it begins.</returns>
    internal int Begin(BoxType type)
    {
        var start = Length;
        UInt32(0);
        UInt32(type.Code);
        return start;
    }

    /// <summary>Ends the box that begins at <paramref name="start"/>.</summary>
    internal void End(int start) => BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(start), (uint)(Length - start));

    /// <summary>Writes a box with what <paramref name="content"/> writes.</summary>
    internal void Box(BoxType type, Action content)
    {
        var start = Begin(type);
        content();
        End(start);
    }

    /// <summary>Writes a full box: one with version and flags.</summary>
    internal void FullBox(BoxType type, byte version, Action content) => Box(type, () =>
    {
        UInt32((uint)version << 24);
        content();
    });

    /// <summary>Drops what was written; the room stays.</summary>
    internal void Clear() => Length = 0;

    /// <summary>Begins a full box: one with version and flags. <see cref="End"/> ends it.</summary>
    internal int Begin(BoxType type, byte version, uint flags)
    {
        var start = Begin(type);
        UInt32(((uint)version << 24) | flags);
        return start;
    }

    /// <summary>Writes over four bytes that were written before.</summary>
    internal void Replace(int position, uint value) => BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(position, sizeof(uint)), value);

    internal void Byte(byte value) => Take(1)[0] = value;

    internal void UInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Take(sizeof(ushort)), value);

    internal void Zeros(int count) => Take(count).Clear();

    internal void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(sizeof(uint)), value);

    internal void UInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(sizeof(ulong)), value);

    internal void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Makes room for bytes that the caller fills.</summary>
    internal Span<byte> Take(int count)
    {
        if (count > _bytes.Length - Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        var taken = _bytes.AsSpan(Length, count);
        Length += count;
        return taken;
    }
}
