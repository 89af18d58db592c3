using System.Buffers.Binary;
using FalconEye.Rtsp.Rtp;
using FalconEye.Rtsp.Sdp;
using FalconEye.Rtsp.Units;

namespace FalconEye.Rtsp.Client;

/// <summary>Receives the packets of one track in the order of their arrival and hands its units on.</summary>
internal sealed class TrackReceiver : IDepacketizerOutput
{
    private readonly RtspClientOptions _options;
    private readonly SelectedTrack _track;
    private readonly int _index;
    private readonly SequenceTracker _sequence = new();
    private readonly OrderedSequence? _ordered;
    private readonly TimestampUnwrapper _timestamps = new();
    private readonly SourceFilter _sources;
    private readonly ReceptionReport _report;
    private IMediaUnitSink? _sink;
    private int _payloadType;
    private int _otherType;
    private int _otherPackets;
    private Action? _onChanged;

    /// <summary>Prepares a track.</summary>
    /// <param name="track">The track.</param>
    /// <param name="promisedSource">The source that the answer to SETUP names.</param>
    /// <param name="options">The client's options.</param>
    /// <param name="isOrdered">Whether the packets come as the camera sent them: over the connection, not by UDP.</param>
    public TrackReceiver(SelectedTrack track, uint? promisedSource, RtspClientOptions options, bool isOrdered)
    {
        (_track, _options) = (track, options);
        _ordered = isOrdered ? new OrderedSequence(_sequence) : null;
        _payloadType = track.Format.PayloadType;
        TrackDescription description = track.Depacketizer.Track;
        _index = description.Index;
        _sources = new SourceFilter(promisedSource, options.Time);
        _report = new ReceptionReport(description.ClockRate, options.Time);
    }

    /// <summary>When the last packet of this track arrived; 0 before the first.</summary>
    public long LastArrival { get; private set; }

    /// <summary>Whether packets have come on the channel that the camera named.</summary>
    public bool IsOnNamedChannel { get; set; }

    /// <summary>The description as far as it is known.</summary>
    public TrackDescription Description => _track.Depacketizer.Track;

    /// <summary>Names where units and changes of the description go. Comes before the first packet.</summary>
    public void Start(IMediaUnitSink sink, Action onChanged) => (_sink, _onChanged) = (sink, onChanged);

    /// <summary>Takes a packet from the track's RTP or RTCP channel. What is no packet of this track is skipped.</summary>
    public void OnPacket(ReadOnlySpan<byte> data, long arrival)
    {
        if (Leniency.IsRtcp(data) && !IsMarkedMedia(data))
            OnReport(RtcpReader.Read(data), arrival);
        else if (RtpPacket.TryParse(data, out RtpPacket packet) && IsOwnType(packet.PayloadType))
            OnMedia(packet, arrival);
    }

    /// <summary>
    /// Whether what looks like RTCP is a packet with a marker of a camera that uses a payload type which RFC 3551 keeps free for RTCP: then it is not as long
    /// as RTCP's length says.
    /// </summary>
    private bool IsMarkedMedia(ReadOnlySpan<byte> data) =>
        (data[1] & 0x7F) == _payloadType && 4 * (BinaryPrimitives.ReadUInt16BigEndian(data[2..]) + 1) > data.Length;

    /// <summary>Whether a payload type is the track's: the one that was announced, or the only one that comes in its place.</summary>
    private bool IsOwnType(int type)
    {
        if (type == _payloadType)
            return true;
        if (LastArrival != 0)
            return false;
        _otherPackets = type == _otherType ? _otherPackets + 1 : 1;
        _otherType = type;
        if (_otherPackets < Leniency.PacketsOfOtherType)
            return false;
        _payloadType = type;
        return true;
    }

    /// <summary>The receiver report that is due; <see langword="null"/> before the first packet.</summary>
    public byte[]? Report(long now) => _sources.Own is { } source ? _report.Write(source, _sequence, now) : null;

    /// <inheritdoc/>
    public void OnTrackChanged(TrackDescription track) => _onChanged!();

    /// <inheritdoc/>
    public void OnUnit(in MediaUnit unit) => _sink!.OnUnit(unit);

    private void OnMedia(RtpPacket packet, long arrival)
    {
        switch (_sources.Next(packet.Source, arrival))
        {
            case SourceStep.Foreign:
                return;
            case SourceStep.Changed:
                _sequence.Restart();
                _ordered?.Restart();
                OnLoss(1);
                break;
            default:
                break;
        }

        SequenceStep step = _ordered is null ? _sequence.Next(packet.SequenceNumber, out int lost) : _ordered.Next(packet, out lost);
        if (step != SequenceStep.Accept)
            return;
        if (lost > 0)
            OnLoss(lost);
        LastArrival = arrival;
        long timestamp = _timestamps.Next(packet.Timestamp);
        _report.OnPacket(timestamp, arrival);
        _track.Depacketizer.Push(packet.Payload, timestamp, packet.Marker, arrival, this);
    }

    private void OnLoss(int packets)
    {
        _track.Depacketizer.Lost(packets);
        _sink!.OnLoss(_index, packets);
    }

    private void OnReport(RtcpReader report, long arrival)
    {
        if (report.Sender == _sources.Own && report.Sender is not null)
        {
            _report.OnSenderReport(report.NtpTime, arrival);
            if (report.Time is { } time)
                _options.OnSenderReport?.Invoke(new SenderReport(_index, time, _timestamps.Near(report.Timestamp), arrival));
        }

        if (report.Goodbye is { } source)
            _sources.Left(source);
    }
}
