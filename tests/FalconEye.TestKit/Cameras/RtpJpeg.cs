using System.Buffers.Binary;

namespace FalconEye.TestKit.Cameras;

/// <summary>Motion JPEG as RTP payloads (RFC 2435), with the quantization tables in each picture's first one.</summary>
internal static class RtpJpeg
{
    private const int MaxScan = 1300;
    private const byte DynamicTables = 255;

    /// <summary>The pictures of a video as FFmpeg writes them one behind the other (<c>-f mjpeg</c>).</summary>
    internal static List<byte[]> Pictures(byte[] video)
    {
        var pictures = new List<byte[]>();
        for (var start = 0; start < video.Length;)
        {
            var next = video.AsSpan(start + 2).IndexOf((byte[])[0xFF, 0xD8, 0xFF]);
            var end = next < 0 ? video.Length : start + 2 + next;
            pictures.Add(video[start..end]);
            start = end;
        }

        return pictures;
    }

    /// <summary>The payloads of one baseline picture with the standard Huffman tables; the last one gets the marker.</summary>
    internal static IEnumerable<byte[]> Payloads(byte[] jpeg)
    {
        var (tables, width, height, type, scan) = Parse(jpeg);
        for (var offset = 0; offset < scan.Length; offset += MaxScan)
        {
            byte[] head = [0, (byte)(offset >> 16), (byte)(offset >> 8), (byte)offset, type, DynamicTables, (byte)(width / 8), (byte)(height / 8)];
            byte[] quantization = offset > 0 ? [] : [0, 0, (byte)(tables.Length >> 8), (byte)tables.Length, .. tables];
            yield return [.. head, .. quantization, .. scan[offset..Math.Min(offset + MaxScan, scan.Length)]];
        }
    }

    private static (byte[] Tables, int Width, int Height, byte Type, byte[] Scan) Parse(byte[] jpeg)
    {
        const byte Quantization = 0xDB, Frame = 0xC0, Scan = 0xDA, HalvedBothWays = 0x22;
        var tables = new SortedDictionary<int, byte[]>();
        var (width, height, type) = (0, 0, (byte)0);
        for (var at = 2; ;)
        {
            var (marker, length) = (jpeg[at + 1], BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)));
            var body = jpeg.AsSpan(at + 4, length - 2);
            at += 2 + length;
            if (marker == Frame)
            {
                (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
                type = body[7] == HalvedBothWays ? (byte)1 : (byte)0;
            }

            for (; marker == Quantization && body.Length > 64; body = body[65..])
            {
                tables[body[0] & 15] = body[1..65].ToArray();
            }

            if (marker == Scan)
            {
                byte[] both = [.. tables[0], .. tables.GetValueOrDefault(1, tables[0])];
                return (both, width, height, type, jpeg[at..^2]);
            }
        }
    }
}
