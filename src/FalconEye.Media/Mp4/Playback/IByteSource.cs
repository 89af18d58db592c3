namespace FalconEye.Media.Mp4.Playback;

/// <summary>A recording's file, wherever it lies: on this machine, or behind HTTP on another.</summary>
public interface IByteSource
{
    /// <summary>Bytes of the file when it was opened; a file that grows may have more by now.</summary>
    long Length { get; }

    /// <summary>Reads a part.</summary>
    /// <param name="offset">Where it begins, in bytes.</param>
    /// <param name="buffer">Filled from its beginning.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many bytes were read; 0 behind the end of the file.</returns>
    /// <exception cref="IOException">The file cannot be read now.</exception>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);
}
