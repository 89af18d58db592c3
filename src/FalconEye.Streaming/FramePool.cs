namespace FalconEye.Streaming;

/// <summary>
/// Buffers for frames. Keeps a few, of the size that the frames turned out to need: a stream in steady state allocates none, and a burst
/// of slow viewers does not stay in memory.
/// </summary>
public sealed class FramePool
{
    private const int MaxPooled = 4;
    private const int FirstSize = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Stack<byte[]> _free = new(MaxPooled);
    private int _size = FirstSize;
    private int _rented;

    /// <summary>Buffers that are out: in frames that someone holds, or being filled.</summary>
    public int Rented => Volatile.Read(ref _rented);

    internal byte[] Rent()
    {
        lock (_lock)
        {
            _rented++;
            return _free.TryPop(out var buffer) ? buffer : new byte[_size];
        }
    }

    /// <summary>Gives a buffer of at least <paramref name="size"/> bytes for a full one, with what it held.</summary>
    internal static byte[] Grow(byte[] full, int used, int size)
    {
        var larger = new byte[Math.Max(size, full.Length * 2)];
        full.AsSpan(0, used).CopyTo(larger);
        return larger;
    }

    /// <summary>
    /// Learns how large a buffer a whole frame needed. What only began like one teaches nothing: garbage would make every buffer large.
    /// </summary>
    internal void Learn(int size)
    {
        lock (_lock)
        {
            _size = Math.Max(_size, size);
        }
    }

    /// <summary>Whether a buffer is larger than frames have needed.</summary>
    internal bool IsOversized(byte[] buffer)
    {
        lock (_lock)
        {
            return buffer.Length > _size;
        }
    }

    internal void Return(byte[] buffer)
    {
        lock (_lock)
        {
            _rented--;
            if (_free.Count < MaxPooled && buffer.Length == _size)
            {
                _free.Push(buffer);
            }
        }
    }
}
