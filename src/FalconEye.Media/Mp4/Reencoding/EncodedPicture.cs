namespace FalconEye.Media.Mp4.Reencoding;

/// <summary>The size of a picture that is encoded again.</summary>
internal static class EncodedPicture
{
    /// <summary>Wider pictures are made smaller.</summary>
    internal const int MaxWidth = 1920;

    /// <summary>The size that a picture gets; both sides are even.</summary>
    internal static (int Width, int Height) SizeOf(int width, int height)
    {
        (width, height) = (Math.Clamp(width, 2, ushort.MaxValue), Math.Clamp(height, 2, ushort.MaxValue));
        var narrower = Math.Min(MaxWidth, width);
        return (narrower & ~1, Math.Max(2, (int)((long)height * narrower / width) & ~1));
    }
}
