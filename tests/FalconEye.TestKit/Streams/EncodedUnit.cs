namespace FalconEye.TestKit.Streams;

/// <summary>An access unit that FFmpeg made.</summary>
/// <param name="NalUnits">Its NAL units, without start codes.</param>
/// <param name="Pts">When it is shown, at 90 kHz.</param>
/// <param name="Dts">When it is decoded, at 90 kHz.</param>
/// <param name="IsKey">Whether decoding can start with it.</param>
public sealed record EncodedUnit(IReadOnlyList<byte[]> NalUnits, long Pts, long Dts, bool IsKey)
{
    /// <summary>The NAL units with a 4-byte length before each.</summary>
    public byte[] WithLengths() => [.. NalUnits.SelectMany(nal => (byte[])[(byte)(nal.Length >> 24), (byte)(nal.Length >> 16), (byte)(nal.Length >> 8), (byte)nal.Length, .. nal])];
}
