using FalconEye.Rtsp.Bitstream;

namespace FalconEye.Rtsp.Units;

/// <summary>SEI messages (ITU-T H.264, section 7.3.2.3; H.265 has the same).</summary>
internal static class SupplementalInformation
{
    private const uint RecoveryPoint = 6;
    private const int MaxMessages = 32;

    /// <summary>Whether there is a recovery point message.</summary>
    /// <param name="payload">The NAL unit behind its header.</param>
    internal static bool HasRecoveryPoint(ReadOnlySpan<byte> payload)
    {
        var reader = new BitReader(payload);
        for (var i = 0; i < MaxMessages; i++)
        {
            var (type, size) = (ReadNumber(ref reader), ReadNumber(ref reader));
            if (reader.Failed || type == RecoveryPoint)
            {
                return !reader.Failed;
            }

            reader.Skip((int)Math.Min(size, int.MaxValue / 8) * 8);
        }

        return false;
    }

    /// <summary>A number in bytes of 255 and a last one that is less.</summary>
    private static uint ReadNumber(ref BitReader reader)
    {
        uint sum = 0, part;
        do
        {
            part = reader.Bits(8);
            sum += part;
        }
        while (part == 0xFF && !reader.Failed);
        return sum;
    }
}
