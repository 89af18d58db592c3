using System.Buffers;

namespace FalconEye.Media.Mp4;

/// <summary>
/// Reads a fragmented film from a stream as it is written: its head, then fragment by fragment. Memory stays bounded whatever the lengths
/// say: only heads are held, samples pass through one buffer.
/// </summary>
public sealed class FragmentReader(Stream stream)
{
    /// <summary>The longest ftyp, moov or moof that is taken, in bytes; a fragment of a second has a few hundred.</summary>
    public const int MaxHeadLength = 4 * 1024 * 1024;

    // A second of most cameras: read, and written, in one go.
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    private ReadOnlyMemory<byte> Buffered => _buffer.AsMemory(_start.._end);

    /// <summary>Reads ftyp and moov.</summary>
    /// <returns><see langword="null"/> when the stream ends before them.</returns>
    /// <exception cref="Mp4FormatException">The stream is no fragmented film.</exception>
    public async ValueTask<InitSegment?> ReadInitAsync(CancellationToken cancellationToken)
    {
        if (await ReadBoxAsync(BoxType.Ftyp, cancellationToken) is not { } ftyp
            || await ReadBoxAsync(BoxType.Moov, cancellationToken) is not { } moov)
        {
            return null;
        }

        return InitSegment.Parse((byte[])[.. ftyp, .. moov]);
    }

    /// <summary>Reads the next fragment's head; its samples are then to be taken with <see cref="CopySamplesAsync"/>.</summary>
    /// <returns><see langword="null"/> at the end of the stream, which may come within a box.</returns>
    /// <exception cref="Mp4FormatException">What follows is no fragment of this film.</exception>
    public async ValueTask<MovieFragment?> ReadFragmentAsync(InitSegment init, CancellationToken cancellationToken) =>
        await ReadBoxAsync(BoxType.Moof, cancellationToken) is { } moof ? MovieFragment.Parse(init, moof) : null;

    /// <summary>Hands over the mdat box of the fragment just read, head included, piece by piece.</summary>
    /// <returns>False when the stream ends within it: the fragment is then incomplete.</returns>
    /// <exception cref="Mp4FormatException">No mdat follows.</exception>
    public async ValueTask<bool> CopySamplesAsync(Action<ReadOnlySpan<byte>> write, CancellationToken cancellationToken)
    {
        if (await ReadHeaderAsync(cancellationToken) is not { } header)
        {
            return false;
        }

        return header.Type == BoxType.Mdat
            ? await CopyAsync(header.Length, write, cancellationToken)
            : throw new Mp4FormatException($"Behind a fragment's head stands {header.Type} instead of mdat.");
    }

    /// <summary>Reads one whole box of the wanted type and drops what stands before it.</summary>
    private async ValueTask<byte[]?> ReadBoxAsync(BoxType type, CancellationToken cancellationToken)
    {
        while (await ReadHeaderAsync(cancellationToken) is { } header)
        {
            if (header.Type != type)
            {
                await CopyAsync(header.Length, static _ => { }, cancellationToken);
                continue;
            }

            if (header.Length > MaxHeadLength)
            {
                throw new Mp4FormatException($"{type} says that it is {header.Length} bytes long; {MaxHeadLength} are taken.");
            }

            var box = new byte[header.Length];
            var filled = 0;
            var complete = await CopyAsync(
                box.Length,
                part =>
                {
                    part.CopyTo(box.AsSpan(filled));
                    filled += part.Length;
                },
                cancellationToken);
            return complete ? box : null;
        }

        return null;
    }

    private async ValueTask<BoxHeader?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        BoxHeader header;
        OperationStatus status;
        while ((status = BoxHeader.Read(Buffered.Span, out header)) == OperationStatus.NeedMoreData)
        {
            if (!await FillAsync(cancellationToken))
            {
                return null;
            }
        }

        return status == OperationStatus.Done ? header : throw new Mp4FormatException($"A box {header.Type} says that it is {header.Length} bytes long.");
    }

    private async ValueTask<bool> CopyAsync(long length, Action<ReadOnlySpan<byte>> write, CancellationToken cancellationToken)
    {
        for (var remaining = length; remaining > 0;)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
            {
                return false;
            }

            var part = Buffered[..(int)Math.Min(remaining, _end - _start)];
            write(part.Span);
            _start += part.Length;
            remaining -= part.Length;
        }

        return true;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        Buffered.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
