using System.Buffers;

namespace FalconEye.Media.Mp4;

/// <summary>Enumerates the consecutive boxes of a span, without allocating.</summary>
/// <param name="bytes">Whole boxes, such as the payload of a box that holds others.</param>
internal ref struct Boxes(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _next;

    /// <summary>The box that <see cref="MoveNext"/> came to.</summary>
    public BoxHeader Current { get; private set; }

    /// <summary>Where it begins in the span.</summary>
    internal int Start { get; private set; }

    internal readonly ReadOnlySpan<byte> Payload => _bytes.Slice(PayloadStart, (int)Current.PayloadLength);

    /// <summary>The whole box.</summary>
    internal readonly ReadOnlySpan<byte> Whole => _bytes.Slice(Start, (int)Current.Length);

    /// <summary>Where its payload begins in the span.</summary>
    private readonly int PayloadStart => Start + Current.HeaderLength;

    /// <summary>Moves to the next box.</summary>
    /// <exception cref="Mp4FormatException">It does not end within the span.</exception>
    internal bool MoveNext()
    {
        if (_next >= _bytes.Length)
        {
            return false;
        }

        if (BoxHeader.Read(_bytes[_next..], out var header) != OperationStatus.Done || header.Length > _bytes.Length - _next)
        {
            throw new Mp4FormatException($"A box at {_next} of {_bytes.Length} bytes does not end within them.");
        }

        Start = _next;
        Current = header;
        _next += (int)header.Length;
        return true;
    }

    /// <summary>The payload of the first box of a type.</summary>
    /// <exception cref="Mp4FormatException">There is none.</exception>
    internal static ReadOnlySpan<byte> Required(ReadOnlySpan<byte> bytes, BoxType type) =>
        TryFind(bytes, type, out var payload) ? payload : throw new Mp4FormatException($"No box {type} where one must be.");

    /// <summary>Looks for the first box of a type.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> bytes, BoxType type, out ReadOnlySpan<byte> payload)
    {
        var boxes = new Boxes(bytes);
        while (boxes.MoveNext())
        {
            if (boxes.Current.Type == type)
            {
                payload = boxes.Payload;
                return true;
            }
        }

        payload = default;
        return false;
    }
}
