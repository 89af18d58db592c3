using System.Buffers.Binary;

namespace FalconEye.Rtsp.Rtp;

/// <summary>What a compound RTCP packet (RFC 3550, section 6) says that the client needs.</summary>
/// <param name="Sender">The source of the sender report; <see langword="null"/> without one.</param>
/// <param name="NtpTime">The sender report's wall clock, in NTP's format.</param>
/// <param name="Timestamp">The sender report's timestamp.</param>
/// <param name="Goodbye">The source that ends; <see langword="null"/> when none does.</param>
internal readonly record struct RtcpReader(uint? Sender, ulong NtpTime, uint Timestamp, uint? Goodbye)
{
    private const int SenderReportType = 200;
    private const int GoodbyeType = 203;
    private static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The sender's wall clock; <see langword="null"/> when it has none.</summary>
    public DateTimeOffset? Time
    {
        get
        {
            if (NtpTime == 0)
                return null;
            // The seconds wrap in 2036; what looks like the first half of the century is meant to be after that.
            long seconds = (long)(NtpTime >> 32) + (NtpTime >> 63 == 0 ? 1L << 32 : 0);
            return Epoch.AddTicks((seconds * TimeSpan.TicksPerSecond) + (long)(((NtpTime & uint.MaxValue) * TimeSpan.TicksPerSecond) >> 32));
        }
    }

    /// <summary>Reads a compound packet. What is cut off is skipped.</summary>
    public static RtcpReader Read(ReadOnlySpan<byte> data)
    {
        RtcpReader result = default;
        while (data.Length >= 8 && data[0] >> 6 == 2)
        {
            if (data[1] == SenderReportType && data.Length >= 20)
            {
                result = result with
                {
                    Sender = BinaryPrimitives.ReadUInt32BigEndian(data[4..]),
                    NtpTime = BinaryPrimitives.ReadUInt64BigEndian(data[8..]),
                    Timestamp = BinaryPrimitives.ReadUInt32BigEndian(data[16..]),
                };
            }
            else if (data[1] == GoodbyeType && (data[0] & 0x1F) > 0)
            {
                result = result with { Goodbye = BinaryPrimitives.ReadUInt32BigEndian(data[4..]) };
            }

            int length = 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(data[2..]));
            data = data[Math.Min(length, data.Length)..];
        }

        return result;
    }
}
