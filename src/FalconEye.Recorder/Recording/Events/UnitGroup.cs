using System.Buffers.Binary;
using FalconEye.Media.Ingest;

namespace FalconEye.Recorder.Recording.Events;

/// <summary>The units from a keyframe to the next, in one buffer, to be read once in their order. Not thread-safe.</summary>
internal sealed class UnitGroup
{
    private const int Header = (2 * sizeof(byte)) + (2 * sizeof(long)) + (2 * sizeof(int));
    private const int FirstSize = 64 * 1024;

    private byte[] _buffer = [];
    private int _length;
    private int _read;

    /// <summary>When its keyframe was captured.</summary>
    internal DateTimeOffset Start { get; private set; }

    /// <summary>The memory that it takes, in bytes.</summary>
    internal int Capacity => _buffer.Length;

    /// <summary>Whether all of it has been read.</summary>
    internal bool IsRead => _read == _length;

    /// <summary>Empties it for another keyframe; its memory is used again.</summary>
    /// <param name="start">When that was captured.</param>
    internal void Begin(DateTimeOffset start) => (Start, _length, _read) = (start, 0, 0);

    /// <summary>Adds a unit.</summary>
    /// <returns>False when the group would take more than <paramref name="maxBytes"/> of memory.</returns>
    internal bool TryAdd(in TimedUnit unit, int maxBytes)
    {
        var length = Header + unit.Data.Length;
        if (!TryReserve(length, maxBytes))
        {
            return false;
        }

        var entry = _buffer.AsSpan(_length, length);
        entry[0] = checked((byte)unit.Track);
        entry[1] = unit.IsKey ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(entry[2..], unit.DecodeTime);
        BinaryPrimitives.WriteInt64LittleEndian(entry[10..], unit.WallClock.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(entry[18..], unit.CompositionOffset);
        BinaryPrimitives.WriteInt32LittleEndian(entry[22..], unit.Data.Length);
        unit.Data.CopyTo(entry[Header..]);
        _length += length;
        return true;
    }

    /// <summary>The next unit; valid until another is added.</summary>
    internal TimedUnit Peek()
    {
        var entry = _buffer.AsSpan(_read);
        return new TimedUnit
        {
            Track = entry[0],
            IsKey = entry[1] == 1,
            DecodeTime = BinaryPrimitives.ReadInt64LittleEndian(entry[2..]),
            WallClock = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(entry[10..]), TimeSpan.Zero),
            CompositionOffset = BinaryPrimitives.ReadInt32LittleEndian(entry[18..]),
            Data = entry.Slice(Header, LengthOf(entry)),
        };
    }

    /// <summary>Counts the next unit as read.</summary>
    internal void Skip() => _read += Header + LengthOf(_buffer.AsSpan(_read));

    private static int LengthOf(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadInt32LittleEndian(entry[22..]);

    private bool TryReserve(int more, int maxBytes)
    {
        var needed = (long)_length + more;
        if (needed <= _buffer.Length)
        {
            return true;
        }

        if (needed > maxBytes)
        {
            return false;
        }

        // Half as much again: the memory of a group is counted as it is, not as it is used.
        Array.Resize(ref _buffer, (int)Math.Min(maxBytes, Math.Max(needed, Math.Max(FirstSize, _buffer.Length * 3L / 2))));
        return true;
    }
}
