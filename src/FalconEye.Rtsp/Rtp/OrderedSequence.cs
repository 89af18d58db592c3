using FalconEye.Rtsp.Client;

namespace FalconEye.Rtsp.Rtp;

/// <summary>
/// Follows the sequence numbers of a track that comes over the connection to the camera, where nothing is lost, repeated or overtaken on the way: numbers that
/// do not go on by one are the camera's doing. A gap is what it left out, since its buffer was full; a repeated or late packet comes from a recorder that
/// hands on what it received by UDP. Both stay what they are by UDP. But a packet that by its number is old and by its content is new shows that the camera
/// counts wrongly (always the same number, or from 0 in each frame), and is taken; where that goes on, the numbers count no more.
/// </summary>
/// <param name="sequence">Decides by the numbers as long as they mean something.</param>
internal sealed class OrderedSequence(SequenceTracker sequence)
{
    private bool _started;
    private ushort _number;
    private uint _timestamp;
    private uint _latest;
    private byte[] _payload = [];
    private int _length;
    private int _inOrder;
    private int _contradictions;
    private int _dropped;

    private bool CountsWrongly => _contradictions >= Leniency.SequenceContradictions;

    /// <summary>Takes the next packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="lost">How many packets before it are missing; 1 when that cannot be known.</param>
    public SequenceStep Next(in RtpPacket packet, out int lost)
    {
        lost = 0;
        if (IsRepeated(packet))
            return SequenceStep.Drop;
        SequenceStep step = Decide(packet, out lost);
        if (step == SequenceStep.Accept)
            Remember(packet);
        else
            _dropped++;
        return step;
    }

    /// <summary>Forgets the packets, since another source starts.</summary>
    public void Restart() => (_started, _inOrder, _contradictions, _dropped) = (false, 0, 0, 0);

    private SequenceStep Decide(in RtpPacket packet, out int lost)
    {
        ushort number = packet.SequenceNumber;
        int distance = sequence.Distance(number);
        _inOrder = distance == 0 ? _inOrder + 1 : 0;
        if (_inOrder >= Leniency.PacketsInOrder)
            _contradictions = 0;
        bool isGap = distance is > 0 and <= Leniency.MaximumSequenceGap;
        if (distance == 0 || (isGap && !CountsWrongly))
            return sequence.Next(number, out lost);
        if (CountsWrongly || Contradicts(packet, distance))
        {
            _contradictions += CountsWrongly ? 0 : 1;
            lost = _dropped > 0 ? 1 : 0;
            sequence.Resume(number, lost);
            return SequenceStep.Accept;
        }

        SequenceStep step = sequence.Next(number, out lost);
        _contradictions += step == SequenceStep.Accept ? 1 : 0;
        return step;
    }

    /// <summary>
    /// Whether a packet is new although its number is not: the number is the last one's and the content another, the number lies behind and the time ahead,
    /// or more packets in a row would be late than there can be.
    /// </summary>
    private bool Contradicts(in RtpPacket packet, int distance) =>
        packet.SequenceNumber == _number
        || (distance < 0 && (int)(packet.Timestamp - _latest) is > 0 and <= Leniency.MaximumTimestampStep)
        || _dropped >= Leniency.MaximumSequenceLate;

    private bool IsRepeated(in RtpPacket packet) =>
        _started && packet.SequenceNumber == _number && packet.Timestamp == _timestamp && packet.Payload.SequenceEqual(_payload.AsSpan(0, _length));

    private void Remember(in RtpPacket packet)
    {
        if (!_started || (int)(packet.Timestamp - _latest) > 0)
            _latest = packet.Timestamp;
        if (_payload.Length < packet.Payload.Length)
            _payload = new byte[packet.Payload.Length];
        packet.Payload.CopyTo(_payload);
        (_started, _number, _timestamp, _length, _dropped) = (true, packet.SequenceNumber, packet.Timestamp, packet.Payload.Length, 0);
    }
}
