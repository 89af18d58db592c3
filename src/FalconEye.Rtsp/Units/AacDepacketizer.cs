using System.Buffers.Binary;
using System.Globalization;
using FalconEye.Rtsp.Bitstream;
using FalconEye.Rtsp.Sdp;

namespace FalconEye.Rtsp.Units;

/// <summary>AAC in RTP (RFC 3640), with headers of any size, in fragments, and with ADTS where cameras put it.</summary>
internal sealed class AacDepacketizer : Depacketizer
{
    private const int MaxFrames = 256;

    private readonly AuHeaderFormat _format;
    private readonly bool _hasConfiguration;
    private AacTrack _track;
    private UnitBuffer _fragment;
    private long _fragmentTime;
    private int _fragmentLength;

    /// <param name="track">The track.</param>
    /// <param name="parameters">Its format.</param>
    internal AacDepacketizer(TrackDescription track, FormatParameters parameters)
    {
        var configuration = HexBytes.Read(parameters["config"]);
        _hasConfiguration = AacConfiguration.Parse(configuration) is not null;
        _track = AacTrack.Create(track, configuration);
        _format = AuHeaderFormat.Of(parameters);
    }

    /// <inheritdoc/>
    public override TrackDescription Track => _track.Description;

    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<byte> payload, long timestamp, bool marker, long arrival, IDepacketizerOutput output)
    {
        if (Adts.TryRead(payload, out _))
        {
            EmitFrames(payload, timestamp, arrival, output);
            return;
        }

        if (!_format.HasHeaders)
        {
            EmitFrames(payload, timestamp, arrival, output);
            return;
        }

        if (payload.Length <= sizeof(ushort))
        {
            return;
        }

        var headerBits = BinaryPrimitives.ReadUInt16BigEndian(payload);
        var headerLength = (headerBits + 7) / 8;
        var rest = payload[sizeof(ushort)..];
        if (headerLength > rest.Length)
        {
            return;
        }

        var headers = new BitReader(rest[..headerLength], isEscaped: false);
        var data = rest[headerLength..];
        data = data[Math.Min(_format.AuxiliaryLength(data), data.Length)..];
        EmitAccessUnits(ref headers, headerBits, data, timestamp, arrival, output);
    }

    /// <inheritdoc/>
    public override void Lost(int packets) => _fragmentLength = 0;

    private void EmitAccessUnits(
        ref BitReader headers, int headerBits, ReadOnlySpan<byte> data, long timestamp, long arrival, IDepacketizerOutput output)
    {
        for (var i = 0; i < MaxFrames && headers.Position < headerBits && !data.IsEmpty; i++)
        {
            var length = _format.ReadLength(ref headers, i == 0);
            if (headers.Failed)
            {
                return;
            }

            if (length > data.Length)
            {
                AddFragment(data, length, timestamp, arrival, output);
                return;
            }

            _fragmentLength = 0;
            EmitFrames(data[..length], timestamp + (i * _track.FrameTicks), arrival, output);
            data = data[length..];
        }
    }

    /// <summary>Each fragment names the length of the whole access unit (RFC 3640, section 3.2.1.1).</summary>
    private void AddFragment(ReadOnlySpan<byte> part, int length, long timestamp, long arrival, IDepacketizerOutput output)
    {
        if (_fragmentLength != length || _fragmentTime != timestamp)
        {
            _fragment.Truncate(0);
            (_fragmentLength, _fragmentTime) = (length, timestamp);
        }

        if (_fragment.TryAppend(part[..Math.Min(part.Length, length - _fragment.Length)]) && _fragment.Length == length)
        {
            _fragmentLength = 0;
            EmitFrames(_fragment.Written, timestamp, arrival, output);
        }
    }

    private void EmitFrames(ReadOnlySpan<byte> bytes, long timestamp, long arrival, IDepacketizerOutput output)
    {
        for (var i = 0; i < MaxFrames && Adts.TryRead(bytes, out var header); i++)
        {
            Learn(header, output);
            Emit(bytes[header.HeaderLength..header.Length], timestamp, arrival, output);
            bytes = bytes[header.Length..];
            timestamp += _track.FrameTicks;
        }

        Emit(bytes, timestamp, arrival, output);
    }

    private void Emit(ReadOnlySpan<byte> frame, long timestamp, long arrival, IDepacketizerOutput output)
    {
        if (!frame.IsEmpty)
        {
            output.OnUnit(new MediaUnit { Track = Track.Index, Data = frame, Timestamp = timestamp, Arrival = arrival, IsKey = true });
        }
    }

    /// <summary>Where the session description has no configuration, the ADTS header has it.</summary>
    private void Learn(Adts header, IDepacketizerOutput output)
    {
        Span<byte> configuration = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(configuration, header.Configuration);
        if (_hasConfiguration || Track.Configuration.Span.SequenceEqual(configuration) || AacConfiguration.Parse(configuration) is null)
        {
            return;
        }

        _track = AacTrack.Create(Track, configuration);
        output.OnTrackChanged(Track);
    }

    /// <summary>Which fields the headers of access units have (RFC 3640, section 3.2.1).</summary>
    private sealed record AuHeaderFormat(int Size, int ConstantSize, int Index, int IndexDelta, int Composition, int Decoding, int Access, int State, int Auxiliary)
    {
        internal bool HasHeaders => Size > 0 || Index > 0;

        internal static AuHeaderFormat Of(FormatParameters parameters)
        {
            int Number(string key) => int.TryParse(parameters[key], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? Math.Min(value, 32) : 0;
            var constant = int.TryParse(parameters["constantsize"], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;
            var format = new AuHeaderFormat(
                Number("sizelength"),
                constant,
                Number("indexlength"),
                Number("indexdeltalength"),
                Number("ctsdeltalength"),
                Number("dtsdeltalength"),
                Number("randomaccessindication"),
                Number("streamstateindication"),
                Number("auxiliarydatasizelength"));
            if (format.Size > 0 || constant > 0)
            {
                return format;
            }

            // The lengths are missing: those that the two modes prescribe.
            var isLowRate = parameters["mode"]?.EndsWith("lbr", StringComparison.OrdinalIgnoreCase) ?? false;
            return isLowRate ? format with { Size = 6, Index = 2, IndexDelta = 2 } : format with { Size = 13, Index = 3, IndexDelta = 3 };
        }

        internal int ReadLength(ref BitReader headers, bool isFirst)
        {
            var length = Size > 0 ? (int)Math.Min(headers.Bits(Size), int.MaxValue) : ConstantSize;

            // Cameras do not interleave, and those whose index jumps send in order all the same: it is not looked at.
            headers.Skip(isFirst ? Index : IndexDelta);
            if (Composition > 0 && headers.Flag())
            {
                headers.Skip(Composition);
            }

            if (Decoding > 0 && headers.Flag())
            {
                headers.Skip(Decoding);
            }

            headers.Skip((Access > 0 ? 1 : 0) + State);
            return length;
        }

        /// <summary>Bytes of the auxiliary section before the access units.</summary>
        internal int AuxiliaryLength(ReadOnlySpan<byte> data)
        {
            if (Auxiliary == 0)
            {
                return 0;
            }

            var reader = new BitReader(data, isEscaped: false);
            return (int)Math.Min((Auxiliary + (long)reader.Bits(Auxiliary) + 7) / 8, int.MaxValue);
        }
    }
}
