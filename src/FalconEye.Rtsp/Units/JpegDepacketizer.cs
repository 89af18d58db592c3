using System.Buffers.Binary;

namespace FalconEye.Rtsp.Units;

/// <summary>Motion JPEG in RTP (RFC 2435), put together to whole JPEG files.</summary>
internal sealed class JpegDepacketizer : Depacketizer
{
    private const int HeaderLength = 8;
    private const int RestartHeaderLength = 4;
    private const byte RestartTypes = 64;
    private const byte FirstTableQuality = 128;
    private const byte UncachedQuality = 255;

    private readonly Dictionary<byte, byte[]> _tables = [];
    private readonly int _statedWidth;
    private readonly int _statedHeight;
    private TrackDescription _track;
    private UnitBuffer _jpeg;
    private int _scanStart;
    private bool _isInFrame;
    private long _timestamp;
    private long _arrival;

    /// <param name="track">The track; its size, which the session description states, counts for frames too wide for RTP's header.</param>
    internal JpegDepacketizer(TrackDescription track) => (_track, _statedWidth, _statedHeight) = (track, track.Width, track.Height);

    /// <inheritdoc/>
    public override TrackDescription Track => _track;

    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<byte> payload, long timestamp, bool marker, long arrival, IDepacketizerOutput output)
    {
        if (timestamp != _timestamp)
        {
            EndFrame(output);
        }

        (_timestamp, _arrival) = (timestamp, arrival);
        if (payload.Length > HeaderLength)
        {
            AddPacket(payload, output);
        }

        if (marker)
        {
            EndFrame(output);
        }
    }

    /// <inheritdoc/>
    public override void Lost(int packets) => _isInFrame = false;

    private void AddPacket(ReadOnlySpan<byte> payload, IDepacketizerOutput output)
    {
        var offset = (int)(BinaryPrimitives.ReadUInt32BigEndian(payload) & 0xFFFFFF);
        var (type, quality) = (payload[4], payload[5]);
        var (width, height) = SizeOf(payload[6], payload[7]);
        var data = payload[HeaderLength..];
        var restartInterval = 0;
        if (type >= RestartTypes && type < 2 * RestartTypes)
        {
            if (data.Length < RestartHeaderLength)
            {
                return;
            }

            restartInterval = BinaryPrimitives.ReadUInt16BigEndian(data);
            data = data[RestartHeaderLength..];
        }

        if (offset == 0)
        {
            _isInFrame = TakeTables(quality, ref data) is { } tables && Begin(type % RestartTypes, width, height, restartInterval, tables);
            Describe(width, height, output);
        }

        if (_isInFrame)
        {
            _isInFrame = offset == _jpeg.Length - _scanStart && _jpeg.TryAppend(data);
        }
    }

    /// <summary>The tables of the frame: in the packet, known from before, or computed (RFC 2435, section 4.2).</summary>
    private byte[]? TakeTables(byte quality, ref ReadOnlySpan<byte> data)
    {
        const int TableHeaderLength = 4;
        if (quality >= FirstTableQuality)
        {
            if (data.Length < TableHeaderLength)
            {
                return null;
            }

            var (precision, length) = (data[1], BinaryPrimitives.ReadUInt16BigEndian(data[2..]));
            data = data[TableHeaderLength..];
            if (length > data.Length)
            {
                return null;
            }

            if (length > 0)
            {
                var tables = MakeTables(precision, data[..length]);
                data = data[length..];
                if (tables is not null && quality != UncachedQuality)
                {
                    _tables[quality] = tables;
                }

                return tables;
            }
        }

        if (_tables.TryGetValue(quality, out var known))
        {
            return known;
        }

        return quality is > 0 and < 100 ? _tables[quality] = MakeTables(0, JpegTables.Quantizers(quality))! : null;
    }

    /// <summary>One DQT segment a table. A single table serves for luma and chroma.</summary>
    private static byte[]? MakeTables(byte precision, ReadOnlySpan<byte> values)
    {
        var segments = new List<byte>();
        for (var table = 0; table < 2 && (values.Length > 0 || table == 0); table++)
        {
            var length = JpegTables.QuantizerLength << ((precision >> table) & 1);
            if (values.Length < length)
            {
                return null;
            }

            segments.AddRange([0xFF, 0xDB, 0, (byte)(length + 3), (byte)((((precision >> table) & 1) << 4) | table), .. values[..length]]);
            values = values[length..];
        }

        return [.. segments];
    }

    private bool Begin(int type, int width, int height, int restartInterval, byte[] tables)
    {
        const int TableSegmentLength = JpegTables.QuantizerLength + 5;
        if (type > 1 || width == 0 || height == 0)
        {
            return false;
        }

        _jpeg.Truncate(0);
        var chromaTable = (byte)(tables.Length > TableSegmentLength ? 1 : 0);
        var lumaSampling = (byte)(type == 0 ? 0x21 : 0x22);
        var ok = _jpeg.TryAppend([0xFF, 0xD8])
            && _jpeg.TryAppend(tables)
            && _jpeg.TryAppend([0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3])
            && _jpeg.TryAppend([1, lumaSampling, 0, 2, 0x11, chromaTable, 3, 0x11, chromaTable])
            && _jpeg.TryAppend(JpegTables.HuffmanSegment);
        if (restartInterval > 0)
        {
            ok &= _jpeg.TryAppend([0xFF, 0xDD, 0, 4, (byte)(restartInterval >> 8), (byte)restartInterval]);
        }

        ok &= _jpeg.TryAppend([0xFF, 0xDA, 0, 12, 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
        _scanStart = _jpeg.Length;
        return ok;
    }

    private void EndFrame(IDepacketizerOutput output)
    {
        ReadOnlySpan<byte> endOfImage = [0xFF, 0xD9];
        if (_isInFrame && _jpeg.Length > _scanStart && (_jpeg.Written.EndsWith(endOfImage) || _jpeg.TryAppend(endOfImage)))
        {
            output.OnUnit(new MediaUnit { Track = _track.Index, Data = _jpeg.Written, Timestamp = _timestamp, Arrival = _arrival, IsKey = true });
        }

        _isInFrame = false;
    }

    private void Describe(int width, int height, IDepacketizerOutput output)
    {
        if (_isInFrame && (_track.Width, _track.Height) != (width, height))
        {
            _track = _track with { Width = width, Height = height };
            output.OnTrackChanged(_track);
        }
    }

    /// <summary>
    /// The header counts blocks of 8 pixels in one byte. What is larger has a 0 there, or what is left of it after 8 bits; its size then
    /// is in the session description.
    /// </summary>
    private (int Width, int Height) SizeOf(byte widthBlocks, byte heightBlocks)
    {
        const int MaxSize = 255 * 8;
        var width = _statedWidth > MaxSize && (byte)(_statedWidth / 8) == widthBlocks || widthBlocks == 0 ? _statedWidth : widthBlocks * 8;
        var height = _statedHeight > MaxSize && (byte)(_statedHeight / 8) == heightBlocks || heightBlocks == 0 ? _statedHeight : heightBlocks * 8;
        return (width, height);
    }
}
