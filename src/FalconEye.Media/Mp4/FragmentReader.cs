using System.Buffers;

namespace FalconEye.Media.Mp4;

/// <summary>
/// Reads a fragmented MP4 file from a stream as it is written: its head, then fragment by fragment. Memory stays bounded whatever the lengths
/// say: only heads are held, samples pass through one buffer. It blocks, on a thread of its own: see docs/decisions/0007.
/// </summary>
public sealed class FragmentReader(Stream stream)
{
    /// <summary>The longest ftyp, moov or moof that is taken, in bytes; a fragment of a second has a few hundred.</summary>
    public const int MaxHeadLength = 4 * 1024 * 1024;

    // A second of most cameras: read, and written, in one go.
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    private ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start.._end);

    /// <summary>Reads ftyp and moov.</summary>
    /// <returns><see langword="null"/> when the stream ends before them.</returns>
    /// <exception cref="Mp4FormatException">The stream is no fragmented MP4 file.</exception>
    public InitSegment? ReadInit()
    {
        if (ReadBox(BoxType.Ftyp) is not { } ftyp
            || ReadBox(BoxType.Moov) is not { } moov)
        {
            return null;
        }

        return InitSegment.Parse((byte[])[.. ftyp, .. moov]);
    }

    /// <summary>Reads the next fragment's head; its samples are then to be taken with <see cref="CopySamples"/>.</summary>
    /// <returns><see langword="null"/> at the end of the stream, which may come within a box.</returns>
    /// <exception cref="Mp4FormatException">What follows is no fragment of this file.</exception>
    public MovieFragment? ReadFragment(InitSegment init) =>
        ReadBox(BoxType.Moof) is { } moof ? MovieFragment.Parse(init, moof) : null;

    /// <summary>Hands over the mdat box of the fragment just read, head included, part by part.</summary>
    /// <returns>False when the stream ends within it: the fragment is then incomplete.</returns>
    /// <exception cref="Mp4FormatException">No mdat follows.</exception>
    public bool CopySamples(Action<ReadOnlySpan<byte>> write)
    {
        if (ReadHeader() is not { } header)
        {
            return false;
        }

        return header.Type == BoxType.Mdat
            ? Copy(header.Length, write)
            : throw new Mp4FormatException($"Behind a fragment's head stands {header.Type} instead of mdat.");
    }

    /// <summary>Reads one whole box of the wanted type and drops what is before it.</summary>
    private byte[]? ReadBox(BoxType type)
    {
        while (ReadHeader() is { } header)
        {
            if (header.Type != type)
            {
                Copy(header.Length, static _ => { });
                continue;
            }

            if (header.Length > MaxHeadLength)
            {
                throw new Mp4FormatException($"{type} says that it is {header.Length} bytes long; {MaxHeadLength} are taken.");
            }

            var box = new byte[header.Length];
            var filled = 0;
            var complete = Copy(box.Length, part =>
            {
                part.CopyTo(box.AsSpan(filled));
                filled += part.Length;
            });
            return complete ? box : null;
        }

        return null;
    }

    private BoxHeader? ReadHeader()
    {
        BoxHeader header;
        OperationStatus status;
        while ((status = BoxHeader.Read(Buffered, out header)) == OperationStatus.NeedMoreData)
        {
            if (!Fill())
            {
                return null;
            }
        }

        return status == OperationStatus.Done ? header : throw new Mp4FormatException($"A box {header.Type} says that it is {header.Length} bytes long.");
    }

    private bool Copy(long length, Action<ReadOnlySpan<byte>> write)
    {
        for (var remaining = length; remaining > 0;)
        {
            if (_start == _end && !Fill())
            {
                return false;
            }

            var part = Buffered[..(int)Math.Min(remaining, _end - _start)];
            write(part);
            _start += part.Length;
            remaining -= part.Length;
        }

        return true;
    }

    private bool Fill()
    {
        Buffered.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
