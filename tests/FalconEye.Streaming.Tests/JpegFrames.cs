using System.Text;

namespace FalconEye.Streaming.Tests;

/// <summary>JPEG pictures, as far as a splitter can tell: real markers, random content.</summary>
internal static class JpegFrames
{
    internal static byte[] Make(Random random, int width = 640, int height = 480)
    {
        using var jpeg = new MemoryStream();
        jpeg.Write([0xFF, 0xD8]);
        Segment(jpeg, 0xE1, [.. "thumbnail"u8, 0xFF, 0xD8, 0xFF, 0xD9, .. Noise(random, random.Next(500))]);
        Segment(jpeg, 0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]);
        jpeg.Write([0xFF]);
        Segment(jpeg, 0xDA, [1, 1, 0, 0, 63, 0]);
        foreach (var value in Noise(random, random.Next(1, 5000)))
        {
            jpeg.WriteByte(value);
            if (value == 0xFF)
            {
                jpeg.WriteByte((byte)(random.Next(2) == 0 ? 0x00 : 0xD0 + random.Next(8)));
            }
        }

        jpeg.Write([0xFF, 0xD9]);
        return jpeg.ToArray();
    }

    internal static byte[] Part(byte[] jpeg, long capturedAt) =>
        [.. Encoding.ASCII.GetBytes($"--b\r\nContent-Type: image/jpeg\r\nX-Timestamp: {capturedAt}\r\n\r\n"), .. jpeg, .. "\r\n"u8];

    internal static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    private static void Segment(MemoryStream jpeg, byte marker, byte[] body)
    {
        var length = body.Length + 2;
        jpeg.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        jpeg.Write(body);
    }
}
