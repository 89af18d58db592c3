using System.Buffers.Binary;

namespace FalconEye.Rtsp.Server;

/// <summary>Says to a player which time of day belongs to an RTP timestamp (RFC 3550, section 6.4.1), so that sound and picture stay together.</summary>
internal static class SenderReports
{
    /// <summary>Bytes of a report with the sender's name.</summary>
    internal const int Length = ReportLength + NameLength;

    private const int ReportLength = 28;
    private const int NameLength = 12;

    private static readonly DateTimeOffset NtpEpoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a report.</summary>
    internal static void Write(Span<byte> report, RtpPacketizer sender, uint timestamp, DateTimeOffset captured)
    {
        var seconds = (captured - NtpEpoch).TotalSeconds;
        report[0] = 0x80;
        report[1] = 200;
        BinaryPrimitives.WriteUInt16BigEndian(report[2..], (ReportLength / sizeof(uint)) - 1);
        BinaryPrimitives.WriteUInt32BigEndian(report[4..], sender.Source);
        BinaryPrimitives.WriteUInt32BigEndian(report[8..], (uint)(ulong)seconds);
        BinaryPrimitives.WriteUInt32BigEndian(report[12..], (uint)((seconds - Math.Floor(seconds)) * uint.MaxValue));
        BinaryPrimitives.WriteUInt32BigEndian(report[16..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(report[20..], sender.Packets);
        BinaryPrimitives.WriteUInt32BigEndian(report[24..], sender.Bytes);

        // RFC 3550, section 6.1: a report comes with the canonical name, here an empty one.
        var name = report[ReportLength..];
        name.Clear();
        name[0] = 0x81;
        name[1] = 202;
        BinaryPrimitives.WriteUInt16BigEndian(name[2..], (NameLength / sizeof(uint)) - 1);
        BinaryPrimitives.WriteUInt32BigEndian(name[4..], sender.Source);
        name[8] = 1;
    }
}
