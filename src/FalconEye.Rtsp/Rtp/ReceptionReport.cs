using System.Buffers.Binary;
using System.Text;

namespace FalconEye.Rtsp.Rtp;

/// <summary>Writes receiver reports (RFC 3550, section 6.4.2) for one track.</summary>
/// <param name="clockRate">The rate of the track's timestamps.</param>
/// <param name="time">The clock.</param>
internal sealed class ReceptionReport(int clockRate, TimeProvider time)
{
    private static readonly byte[] CanonicalName = Encoding.ASCII.GetBytes("falconeye");

    // It has to be unlikely to meet another's, not secret: a cryptographic one would load OpenSSL into each recorder, 4 MB resident.
    private readonly uint _ownSource = (uint)Random.Shared.Next(1, int.MaxValue);
    private long _lastArrival;
    private long _lastTimestamp;
    private bool _started;
    private double _jitter;
    private ulong _senderTime;
    private long _senderArrival;
    private long _reportedReceived;
    private long _reportedLost;

    /// <summary>Takes a packet's times, for the jitter.</summary>
    public void OnPacket(long timestamp, long arrival)
    {
        if (_started)
        {
            double transit = time.GetElapsedTime(_lastArrival, arrival).TotalSeconds * clockRate;
            double difference = Math.Min(Math.Abs(transit - (timestamp - _lastTimestamp)), uint.MaxValue);
            _jitter += (difference - _jitter) / 16;
        }

        (_started, _lastArrival, _lastTimestamp) = (true, arrival, timestamp);
    }

    /// <summary>Takes the time of a sender report.</summary>
    public void OnSenderReport(ulong ntpTime, long arrival) => (_senderTime, _senderArrival) = (ntpTime, arrival);

    /// <summary>Writes a report with the source description that has to follow it.</summary>
    /// <param name="source">The camera's source.</param>
    /// <param name="sequence">What arrived.</param>
    /// <param name="now">The present, by <see cref="TimeProvider.GetTimestamp"/>.</param>
    public byte[] Write(uint source, SequenceTracker sequence, long now)
    {
        byte[] report = new byte[32 + 20];
        Span<byte> span = report;
        report[0] = 0x81;
        report[1] = 201;
        report[3] = 7;
        BinaryPrimitives.WriteUInt32BigEndian(span[4..], _ownSource);
        BinaryPrimitives.WriteUInt32BigEndian(span[8..], source);
        long lost = sequence.Lost - _reportedLost, expected = sequence.Received - _reportedReceived + lost;
        (_reportedLost, _reportedReceived) = (sequence.Lost, sequence.Received);
        uint fraction = expected > 0 && lost > 0 ? (uint)Math.Min(255, lost * 256 / expected) : 0;
        BinaryPrimitives.WriteUInt32BigEndian(span[12..], (fraction << 24) | (uint)Math.Min(sequence.Lost, 0x7F_FFFF));
        BinaryPrimitives.WriteUInt32BigEndian(span[16..], sequence.Highest);
        BinaryPrimitives.WriteUInt32BigEndian(span[20..], (uint)_jitter);
        BinaryPrimitives.WriteUInt32BigEndian(span[24..], (uint)(_senderTime >> 16));
        double delay = _senderTime == 0 ? 0 : time.GetElapsedTime(_senderArrival, now).TotalSeconds;
        BinaryPrimitives.WriteUInt32BigEndian(span[28..], (uint)Math.Min(delay * 65_536, uint.MaxValue));
        WriteDescription(span[32..]);
        return report;
    }

    private void WriteDescription(Span<byte> span)
    {
        span[0] = 0x81;
        span[1] = 202;
        span[3] = 4;
        BinaryPrimitives.WriteUInt32BigEndian(span[4..], _ownSource);
        span[8] = 1;
        span[9] = (byte)CanonicalName.Length;
        CanonicalName.CopyTo(span[10..]);
    }
}
