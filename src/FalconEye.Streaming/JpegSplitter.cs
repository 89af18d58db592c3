using System.Buffers.Binary;

namespace FalconEye.Streaming;

/// <summary>
/// Finds the JPEG frames in a stream of bytes: frames one after another, as FFmpeg writes them, or with anything between, as in a
/// multipart stream. A state machine over the markers (ITU-T T.81 annex B) that looks at each byte once and copies it once. Segments are
/// stepped over by their length, so a thumbnail inside one ends nothing. Garbage costs the frame it is in, never more memory than one
/// frame.
/// </summary>
/// <param name="pool">Where the frames' buffers come from.</param>
/// <param name="time">Tells when a frame arrived, for streams that do not say when it was captured.</param>
/// <param name="onFrame">Gets each frame, and the reference to it.</param>
/// <param name="maxBytes">The largest frame; a larger one is dropped.</param>
public sealed class JpegSplitter(FramePool pool, TimeProvider time, Action<Frame> onFrame, int maxBytes = JpegSplitter.DefaultMaxBytes) : IDisposable
{
    /// <summary>The largest frame that is accepted by default.</summary>
    public const int DefaultMaxBytes = 16 * 1024 * 1024;

    private const byte Prefix = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <summary>
    /// After that many frames in a row which the next one has cut short, and none with an end, the camera is one that sends no end: its frames are whole.
    /// </summary>
    private const int FramesWithoutEnd = 2;

    private readonly FrameBuilder _builder = new(pool);
    private readonly PartTimestamp _timestamp = new();
    private State _state = State.Between;
    private byte _marker;
    private int _segmentLeft;
    private int _segmentStart;
    private int _width;
    private int _height;
    private long _capturedAt;
    private bool _hasEnds;
    private int _withoutEnd;

    private enum State
    {
        /// <summary>Outside a frame.</summary>
        Between,

        /// <summary>Between frames, after an FF byte.</summary>
        BetweenPrefix,

        /// <summary>Inside, where a marker must begin.</summary>
        MarkerPrefix,

        /// <summary>After the FF of a marker.</summary>
        Marker,

        /// <summary>The first byte of a segment's length.</summary>
        LengthHigh,

        /// <summary>The second byte of a segment's length.</summary>
        LengthLow,

        /// <summary>Inside a segment.</summary>
        Segment,

        /// <summary>Inside the coded frame.</summary>
        Scan,

        /// <summary>Inside the coded frame, after FF.</summary>
        ScanPrefix,
    }

    /// <summary>Whether a frame has begun that has not ended.</summary>
    public bool IsWithinFrame => _builder.Length > 0;

    /// <summary>Goes on with the next bytes of the stream.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var used = _state switch
            {
                State.Between => SkipToPrefix(bytes),
                State.Segment => TakeSegment(bytes),
                State.Scan => TakeScan(bytes),
                _ => TakeOne(bytes[0]),
            };
            bytes = bytes[used..];
        }
    }

    /// <summary>Returns the buffer of an unfinished frame.</summary>
    public void Dispose() => _builder.Dispose();

    private int SkipToPrefix(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOf(Prefix);
        _timestamp.Read(at < 0 ? bytes : bytes[..at]);
        if (at < 0)
        {
            return bytes.Length;
        }

        _state = State.BetweenPrefix;
        return at + 1;
    }

    private int TakeSegment(ReadOnlySpan<byte> bytes)
    {
        var part = bytes[..Math.Min(bytes.Length, _segmentLeft)];
        _segmentLeft -= part.Length;
        if (Append(part) && _segmentLeft == 0)
        {
            EndSegment();
        }

        return part.Length;
    }

    private int TakeScan(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOf(Prefix);
        var part = at < 0 ? bytes : bytes[..(at + 1)];
        if (Append(part) && at >= 0)
        {
            _state = State.ScanPrefix;
        }

        return part.Length;
    }

    private int TakeOne(byte value)
    {
        switch (_state)
        {
            case State.BetweenPrefix:
                TakeBetweenPrefix(value);
                break;
            case State.MarkerPrefix when value == Prefix:
                _state = State.Marker;
                Append([value]);
                break;
            case State.MarkerPrefix:
                Abandon();
                break;
            case State.LengthHigh:
                _segmentLeft = value << 8;
                _state = State.LengthLow;
                Append([value]);
                break;
            case State.LengthLow:
                TakeLength(value);
                break;
            default:
                TakeMarker(value, inScan: _state == State.ScanPrefix);
                break;
        }

        return 1;
    }

    private void TakeBetweenPrefix(byte value)
    {
        if (value == StartOfImage)
        {
            Begin();
        }
        else if (value != Prefix)
        {
            _state = State.Between;
        }
    }

    private void TakeMarker(byte value, bool inScan)
    {
        if (value == StartOfImage)
        {
            // A camera that never sends the end of a frame: it is complete. Else the frame broke off. The next one begins here.
            if (inScan && !_hasEnds && _withoutEnd++ >= FramesWithoutEnd && Append([EndOfImage]))
            {
                Finish();
            }

            Begin();
            return;
        }

        if (!Append([value]))
        {
            return;
        }

        switch (value)
        {
            case Prefix:
                break;
            case EndOfImage:
                _hasEnds = true;
                Finish();
                break;
            case 0x00 when inScan:
            case >= 0xD0 and <= 0xD7 when inScan:
                _state = State.Scan;
                break;
            case 0x01:
                _state = State.MarkerPrefix;
                break;
            case < 0xC0 or (>= 0xD0 and <= 0xD7):
                Abandon();
                break;
            default:
                _marker = value;
                _state = State.LengthHigh;
                break;
        }
    }

    private void TakeLength(byte low)
    {
        _segmentLeft = (_segmentLeft | low) - 2;
        if (!Append([low]))
        {
            return;
        }

        _segmentStart = _builder.Length;
        _state = State.Segment;
        if (_segmentLeft < 0)
        {
            Abandon();
        }
        else if (_segmentLeft == 0)
        {
            EndSegment();
        }
    }

    private void EndSegment()
    {
        var isFrameHeader = _marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
        var segment = _builder.Bytes[_segmentStart..];
        if (isFrameHeader && segment.Length >= 5)
        {
            _height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
            _width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        }

        _state = _marker == StartOfScan ? State.Scan : State.MarkerPrefix;
    }

    private void Begin()
    {
        _builder.Clear();
        _builder.Append([Prefix, StartOfImage]);
        _width = _height = 0;
        _capturedAt = _timestamp.Take() ?? (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        _state = State.MarkerPrefix;
    }

    private void Finish()
    {
        if (_width == 0 || _height == 0)
        {
            Abandon();
            return;
        }

        _state = State.Between;
        onFrame(_builder.Build(_capturedAt, _width, _height));
    }

    private bool Append(ReadOnlySpan<byte> bytes)
    {
        if (_builder.Length + bytes.Length > maxBytes)
        {
            Abandon();
            return false;
        }

        _builder.Append(bytes);
        return true;
    }

    private void Abandon()
    {
        _builder.Clear();
        _state = State.Between;
    }
}
