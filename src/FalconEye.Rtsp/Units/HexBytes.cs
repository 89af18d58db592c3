namespace FalconEye.Rtsp.Units;

/// <summary>Bytes written in hexadecimal, as <c>config</c> of AAC is.</summary>
internal static class HexBytes
{
    private const int MaxLength = 1024;

    /// <summary>Reads them.</summary>
    /// <returns>Empty when they are missing or no hexadecimal digits.</returns>
    internal static byte[] Read(string? value)
    {
        if (value is null || value.Length > MaxLength)
        {
            return [];
        }

        var digits = value.Length % 2 == 0 ? value : value + "0";
        var bytes = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : [];
    }
}
