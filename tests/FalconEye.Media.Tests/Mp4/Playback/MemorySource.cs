using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Media.Tests.Mp4.Playback;

/// <summary>A file in memory that fails a test which reads behind its end or more than it holds.</summary>
internal sealed class MemorySource(byte[] bytes) : IByteSource
{
    public long Length => bytes.Length;

    /// <summary>The most bytes that were asked for at once.</summary>
    internal int LargestRead { get; private set; }

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Assert.True(offset >= 0, $"Read at {offset}.");
        LargestRead = Math.Max(LargestRead, buffer.Length);
        var count = (int)Math.Max(0, Math.Min(buffer.Length, bytes.Length - offset));
        bytes.AsMemory((int)Math.Min(offset, bytes.Length), count).CopyTo(buffer);
        return ValueTask.FromResult(count);
    }
}
