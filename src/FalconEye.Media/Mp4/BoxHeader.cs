using System.Buffers;
using System.Buffers.Binary;

namespace FalconEye.Media.Mp4;

/// <summary>The head of a box: 32-bit length and type, or with a 64-bit length behind them (ISO/IEC 14496-12, section 4.2).</summary>
/// <param name="Type">What the box is.</param>
/// <param name="HeaderLength">Bytes of the head itself: 8 or 16.</param>
/// <param name="Length">Bytes of the whole box, head included.</param>
public readonly record struct BoxHeader(BoxType Type, int HeaderLength, long Length)
{
    /// <summary>The most bytes that a head takes.</summary>
    public const int MaxHeaderLength = 16;

    private const int ShortHeaderLength = 8;

    /// <summary>Bytes behind the head.</summary>
    public long PayloadLength => Length - HeaderLength;

    /// <summary>Reads the head at the beginning of <paramref name="bytes"/>.</summary>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> when it goes on behind them; <see cref="OperationStatus.InvalidData"/> when its length is
    /// impossible, or 0 ("to the end of the file"), which no writer of fragments uses and a disk's zeros after a power loss look like.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> bytes, out BoxHeader header)
    {
        header = default;
        if (bytes.Length < ShortHeaderLength)
        {
            return OperationStatus.NeedMoreData;
        }

        long length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var headerLength = length == 1 ? MaxHeaderLength : ShortHeaderLength;
        if (bytes.Length < headerLength)
        {
            return OperationStatus.NeedMoreData;
        }

        if (length == 1)
        {
            length = BinaryPrimitives.ReadInt64BigEndian(bytes[ShortHeaderLength..]);
        }

        header = new BoxHeader(BoxType.Of(bytes[4..]), headerLength, length);
        return length < headerLength ? OperationStatus.InvalidData : OperationStatus.Done;
    }
}
