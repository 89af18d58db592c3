namespace FalconEye.Media.Mp4.Playback;

/// <summary>The fragmented form of a recording, from any byte on. It is made while it is read and is never whole in memory.</summary>
/// <param name="index">The recording's index.</param>
/// <param name="source">Its file; disposed with the stream when it can be.</param>
/// <param name="origin">
/// When the recording begins in media time. Players that join several recordings need times that never go back.
/// </param>
public sealed class FragmentedStream(PlaybackIndex index, IByteSource source, TimeSpan origin = default) : Stream
{
    private readonly List<(long Start, long Length, ReadOnlyMemory<byte> Bytes, long FileOffset)> _parts = [];
    private long _partsStart;
    private long _partsEnd;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => Only is { } segment ? PlaybackInit.RegionOf(index.Init) + segment.Length : index.Length;

    /// <summary>The one segment of the recording that there is; all when <see langword="null"/>.</summary>
    public PlaybackSegment? Only { get; init; }

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || Position < 0 || buffer.IsEmpty)
        {
            return 0;
        }

        if (Position < _partsStart || Position >= _partsEnd)
        {
            Load();
        }

        var (start, length, bytes, fileOffset) = _parts[PartAt(Position)];
        var within = Position - start;
        var wanted = (int)Math.Min(buffer.Length, length - within);
        if (!bytes.IsEmpty)
        {
            bytes.Slice((int)within, wanted).CopyTo(buffer);
            Position += wanted;
            return wanted;
        }

        var read = await source.ReadAsync(fileOffset + within, buffer[..wanted], cancellationToken);
        Position += read;
        return read > 0 ? read : throw new EndOfStreamException("The recording's file became shorter while it was read.");
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The file may be on another machine: read it asynchronously.");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            (source as IDisposable)?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Works out the parts of the segment at the position, or of what is before the first one.</summary>
    private void Load()
    {
        _parts.Clear();
        var first = PlaybackInit.RegionOf(index.Init);
        if (Position < first)
        {
            _partsStart = _partsEnd = 0;
            Add(index.Init);
            Add(PlaybackInit.PaddingOf(index.Init));
            return;
        }

        var current = Only ?? SegmentAt(Position);
        _partsStart = _partsEnd = Only is null ? current.Offset : first;
        Add(index.HeadOf(current, origin));
        foreach (var part in index.PartsOf(current).Where(part => part.Length > 0))
        {
            _parts.Add((_partsEnd, part.Length, default, part.Offset));
            _partsEnd += part.Length;
        }
    }

    private void Add(ReadOnlyMemory<byte> bytes)
    {
        _parts.Add((_partsEnd, bytes.Length, bytes, 0));
        _partsEnd += bytes.Length;
    }

    private int PartAt(long position)
    {
        var (low, high) = (0, _parts.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _parts[middle].Start <= position ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private PlaybackSegment SegmentAt(long position)
    {
        var (low, high) = (0, index.Segments.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = index.Segments[middle].Offset <= position ? (middle, high) : (low, middle - 1);
        }

        return index.Segments[low];
    }
}
