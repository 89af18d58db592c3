using FalconEye.Rtsp.Client;

namespace FalconEye.Rtsp.Rtp;

/// <summary>What to do with a packet.</summary>
internal enum SequenceStep
{
    /// <summary>Take it. What is missing before it has been counted.</summary>
    Accept,

    /// <summary>Drop it: a duplicate, or too late.</summary>
    Drop,

    /// <summary>Drop it: its number is far from the others. Two such packets in order start a new sequence.</summary>
    Suspect,
}

/// <summary>Follows the sequence numbers of one source (RFC 3550, appendix A.1). The first packet's number is taken as it is: what RTP-Info says is often wrong.</summary>
internal sealed class SequenceTracker
{
    private bool _started;
    private ushort _expected;
    private ushort? _candidate;

    /// <summary>How many packets were received, for receiver reports.</summary>
    public long Received { get; private set; }

    /// <summary>How many packets are missing since the start.</summary>
    public long Lost { get; private set; }

    /// <summary>The highest sequence number, extended by how often it wrapped.</summary>
    public uint Highest { get; private set; }

    /// <summary>How far a number is ahead of the one that is due, negative when it is behind; 0 for the first.</summary>
    public int Distance(ushort number) => _started ? (short)(number - _expected) : 0;

    /// <summary>Takes the next packet's number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="lost">How many packets before it are missing; 1 when that cannot be known.</param>
    public SequenceStep Next(ushort number, out int lost)
    {
        lost = 0;
        int distance = Distance(number);
        if (distance is < 0 and >= -Leniency.MaximumSequenceLate)
            return SequenceStep.Drop;
        if (distance is < 0 or > Leniency.MaximumSequenceGap)
        {
            bool isSecond = _candidate == number;
            _candidate = (ushort)(number + 1);
            if (!isSecond)
                return SequenceStep.Suspect;
            lost = 1;
            Highest = (Highest & 0xFFFF_0000) + number;
        }
        else
        {
            lost = distance;
            Highest = _started ? Highest + (uint)distance + 1 : number;
        }

        (_started, _expected, _candidate) = (true, (ushort)(number + 1), null);
        Received++;
        Lost += lost;
        return SequenceStep.Accept;
    }

    /// <summary>Goes on with a number wherever it lies.</summary>
    /// <param name="number">The number.</param>
    /// <param name="lost">How many packets before it are missing.</param>
    public void Resume(ushort number, int lost)
    {
        (_started, _expected, _candidate) = (true, (ushort)(number + 1), null);
        Highest = (Highest & 0xFFFF_0000) + number;
        Received++;
        Lost += lost;
    }

    /// <summary>Forgets the sequence, since another source starts.</summary>
    public void Restart() => (_started, _candidate) = (false, null);
}
