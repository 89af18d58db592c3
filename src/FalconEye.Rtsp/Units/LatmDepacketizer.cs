using FalconEye.Rtsp.Bitstream;
using FalconEye.Rtsp.Sdp;

namespace FalconEye.Rtsp.Units;

/// <summary>
/// AAC as LATM in RTP (RFC 6416; ISO/IEC 14496-3, section 1.7.3): one program, one layer, frames of variable length, which is what
/// encoders make.
/// </summary>
internal sealed class LatmDepacketizer : Depacketizer
{
    private const int MaxFrames = 64;

    private readonly bool _isInBand;
    private LatmConfiguration? _multiplex;
    private AacTrack _track;
    private UnitBuffer _element;
    private UnitBuffer _frame;
    private bool _isDamaged;
    private long _timestamp;

    /// <param name="track">The track.</param>
    /// <param name="parameters">Its format; <c>cpresent=0</c> says that the configuration is in <c>config</c> only.</param>
    internal LatmDepacketizer(TrackDescription track, FormatParameters parameters)
    {
        _isInBand = parameters["cpresent"]?.Trim() != "0";
        var reader = new BitReader(HexBytes.Read(parameters["config"]), isEscaped: false);
        _multiplex = LatmConfiguration.Read(ref reader);
        _track = _multiplex is null && _isInBand ? AacTrack.Create(track, []) : AacTrack.Create(track, _multiplex?.Configuration);
    }

    /// <inheritdoc/>
    public override TrackDescription Track => _track.Description;

    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<byte> payload, long timestamp, bool marker, long arrival, IDepacketizerOutput output)
    {
        if (timestamp != _timestamp)
        {
            (_timestamp, _isDamaged) = (timestamp, false);
            _element.Truncate(0);
        }

        _isDamaged |= !_element.TryAppend(payload);
        if (!marker)
        {
            return;
        }

        if (!_isDamaged)
        {
            var reader = new BitReader(_element.Written, isEscaped: false);
            Read(ref reader, timestamp, arrival, output);
        }

        _isDamaged = false;
        _element.Truncate(0);
    }

    /// <inheritdoc/>
    public override void Lost(int packets)
    {
        // What follows may be the rest of an element: the next timestamp or marker begins a new one.
        _isDamaged = true;
        _element.Truncate(0);
    }

    private void Read(ref BitReader reader, long timestamp, long arrival, IDepacketizerOutput output)
    {
        if (_isInBand && !reader.Flag())
        {
            Learn(LatmConfiguration.Read(ref reader), output);
        }

        if (_multiplex is null)
        {
            return;
        }

        for (var i = 0; i < Math.Min(_multiplex.Frames, MaxFrames) && !reader.Failed; i++)
        {
            EmitFrame(ref reader, timestamp + (i * _track.FrameTicks), arrival, output);
        }
    }

    private void EmitFrame(ref BitReader reader, long timestamp, long arrival, IDepacketizerOutput output)
    {
        uint length = 0, part;
        do
        {
            part = reader.Bits(8);
            length += part;
        }
        while (part == 0xFF && !reader.Failed);

        _frame.Truncate(0);
        if (reader.Failed || length == 0 || length > _element.Length || !_frame.TryTake((int)length, out var frame))
        {
            return;
        }

        for (var i = 0; i < frame.Length; i++)
        {
            frame[i] = (byte)reader.Bits(8);
        }

        if (!reader.Failed)
        {
            output.OnUnit(new MediaUnit { Track = Track.Index, Data = frame, Timestamp = timestamp, Arrival = arrival, IsKey = true });
        }
    }

    private void Learn(LatmConfiguration? read, IDepacketizerOutput output)
    {
        var isNew = read is not null && !Track.Configuration.Span.SequenceEqual(read.Configuration);
        _multiplex = read;
        if (isNew)
        {
            _track = AacTrack.Create(Track, read!.Configuration);
            output.OnTrackChanged(Track);
        }
    }
}
