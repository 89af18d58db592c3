using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>A recording's file on this machine, held open.</summary>
internal sealed class LocalByteSource(FileStream file) : IByteSource, IDisposable
{
    public long Length { get; } = file.Length;

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        RandomAccess.ReadAsync(file.SafeFileHandle, buffer, offset, cancellationToken);

    public void Dispose() => file.Dispose();
}
