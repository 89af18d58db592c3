using StbImageSharp;

namespace FalconEye.Detector;

/// <summary>A decoded picture.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Pixels">Red, green and blue of each pixel, row by row.</param>
internal sealed record Picture(int Width, int Height, byte[] Pixels)
{
    /// <summary>Twice that of 4K; three bytes for each are kept, and halves of it while it becomes smaller.</summary>
    private const int MaxPixels = 36_000_000;

    /// <summary>Decodes a JPEG.</summary>
    /// <exception cref="InvalidDataException">It is none, or too large.</exception>
    internal static Picture Decode(byte[] jpeg)
    {
        using var stream = new MemoryStream(jpeg, writable: false);
        if (ImageInfo.FromStream(stream) is not { Width: > 0, Height: > 0 } info)
        {
            throw new InvalidDataException("It is no picture.");
        }

        if ((long)info.Width * info.Height > MaxPixels)
        {
            throw new InvalidDataException($"It has more than {MaxPixels} pixels.");
        }

        try
        {
            var decoded = ImageResult.FromMemory(jpeg, ColorComponents.RedGreenBlue);
            return new Picture(decoded.Width, decoded.Height, decoded.Data);
        }
        catch (Exception e) when (e is InvalidOperationException or IndexOutOfRangeException or ArgumentException)
        {
            throw new InvalidDataException($"It cannot be decoded: {e.Message}", e);
        }
    }

    /// <summary>
    /// A picture of at most twice a size: halved, each pixel the mean of four, until it is. What is made smaller in one step has pixels left out.
    /// </summary>
    internal Picture HalvedTo(int width, int height)
    {
        var (result, most) = (this, 2.0);
        while (Math.Max((double)result.Width / width, (double)result.Height / height) > most)
        {
            result = result.Halved();
        }

        return result;
    }

    private Picture Halved()
    {
        var (width, height) = (Math.Max(1, Width / 2), Math.Max(1, Height / 2));
        var (across, down) = (Width > 1 ? 3 : 0, Height > 1 ? Width * 3 : 0);
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            var from = Pixels.AsSpan(y * 2 * Width * 3);
            var to = pixels.AsSpan(y * width * 3, width * 3);
            for (int x = 0, source = 0; x < to.Length; x += 3, source += 6)
            {
                for (var color = 0; color < 3; color++)
                {
                    var first = source + color;
                    to[x + color] = (byte)((from[first] + from[first + across] + from[first + down] + from[first + across + down] + 2) / 4);
                }
            }
        }

        return new Picture(width, height, pixels);
    }
}
