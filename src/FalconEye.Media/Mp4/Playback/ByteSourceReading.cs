using System.Buffers;

namespace FalconEye.Media.Mp4.Playback;

/// <summary>Reads boxes of a file, never beyond its end or a given limit.</summary>
internal static class ByteSourceReading
{
    /// <summary>Reads the head of the box at <paramref name="offset"/>.</summary>
    /// <returns><see langword="null"/> when there is no whole box: the file ends, is cut off, or something else stands there.</returns>
    internal static async ValueTask<BoxHeader?> HeaderAtAsync(this IByteSource source, long offset, CancellationToken cancellationToken)
    {
        var bytes = new byte[BoxHeader.MaxHeaderLength];
        var read = await source.ReadAsync(offset, bytes, cancellationToken);
        return BoxHeader.Read(bytes.AsSpan(0, read), out var header) == OperationStatus.Done && header.Length <= source.Length - offset ? header : null;
    }

    /// <summary>Reads a part whole.</summary>
    /// <exception cref="Mp4FormatException">The file has become shorter.</exception>
    internal static async ValueTask FillAsync(this IByteSource source, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (buffer.Length > 0)
        {
            var read = await source.ReadAsync(offset, buffer, cancellationToken);
            if (read == 0)
            {
                throw new Mp4FormatException("The file became shorter while it was read.");
            }

            (offset, buffer) = (offset + read, buffer[read..]);
        }
    }

    /// <summary>Reads a whole box.</summary>
    /// <exception cref="Mp4FormatException">It is longer than <paramref name="limit"/>, or the file has become shorter.</exception>
    internal static async ValueTask<byte[]> BoxAtAsync(
        this IByteSource source, long offset, BoxHeader header, int limit, CancellationToken cancellationToken)
    {
        if (header.Length > limit)
        {
            throw new Mp4FormatException($"The box {header.Type} has {header.Length} bytes; at most {limit} are read.");
        }

        var bytes = new byte[header.Length];
        await source.FillAsync(offset, bytes, cancellationToken);
        return bytes;
    }
}
