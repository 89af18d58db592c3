using System.Buffers.Binary;
using FalconEye.Media.Ingest;
using FalconEye.Streaming.Video;

namespace FalconEye.Media.Copy;

/// <summary>
/// The units since the last keyframe, in one buffer that is used again and again: a recording that no one watches costs a copy of its bytes and
/// no garbage. Not thread-safe.
/// </summary>
/// <param name="maxBytes">How much is kept; a longer group of pictures is dropped, and a new reader waits for the next keyframe.</param>
public sealed class UnitHistory(int maxBytes)
{
    private const int EntryHeader = sizeof(byte) + sizeof(long) + sizeof(int);
    private const int FirstSize = 64 * 1024;

    private byte[] _buffer = [];
    private int _length;
    private bool _isKept;

    /// <summary>Adds a unit.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="capturedAt">Microseconds since 1970.</param>
    public void Add(VideoMessageKind kind, in TimedUnit unit, long capturedAt)
    {
        if (kind == VideoMessageKind.Keyframe)
        {
            (_length, _isKept) = (0, true);
        }

        var length = StreamCopy.LengthOf(unit);
        if (!_isKept || EntryHeader + length > maxBytes - _length)
        {
            Clear();
            return;
        }

        Reserve(EntryHeader + length);
        var entry = _buffer.AsSpan(_length);
        entry[0] = (byte)kind;
        BinaryPrimitives.WriteInt64BigEndian(entry[sizeof(byte)..], capturedAt);
        BinaryPrimitives.WriteInt32BigEndian(entry[(sizeof(byte) + sizeof(long))..], length);
        StreamCopy.Write(unit, entry.Slice(EntryHeader, length));
        _length += EntryHeader + length;
    }

    /// <summary>Forgets everything up to the next keyframe.</summary>
    public void Clear() => (_length, _isKept) = (0, false);

    /// <summary>The messages of what is kept, made again.</summary>
    public IEnumerable<VideoMessage> Messages()
    {
        for (var at = 0; at < _length;)
        {
            var kind = (VideoMessageKind)_buffer[at];
            var capturedAt = BinaryPrimitives.ReadInt64BigEndian(_buffer.AsSpan(at + sizeof(byte)));
            var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(at + sizeof(byte) + sizeof(long)));
            yield return VideoMessage.Create(kind, capturedAt, [_buffer.AsMemory(at + EntryHeader, length)]);
            at += EntryHeader + length;
        }
    }

    private void Reserve(int more)
    {
        if (_length + more > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(maxBytes, Math.Max(_length + more, Math.Max(FirstSize, _buffer.Length * 2))));
        }
    }
}
