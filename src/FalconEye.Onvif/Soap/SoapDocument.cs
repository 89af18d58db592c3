using System.Text;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Soap;

/// <summary>Takes in what a stranger sent, as long as it has measure.</summary>
internal static class SoapDocument
{
    /// <summary>More than a device with hundreds of profiles needs.</summary>
    internal const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a stream to its end, or to the limit.</summary>
    /// <exception cref="SoapFormatException">It is longer than <see cref="MaxBytes"/>.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (all.Length + read > MaxBytes)
            {
                throw new SoapFormatException($"The answer is longer than {MaxBytes / 1024} KiB.");
            }

            all.Write(chunk, 0, read);
        }

        return all.ToArray();
    }

    /// <summary>Parses a document in UTF-8, which ONVIF prescribes, or in UTF-16 with its mark.</summary>
    /// <exception cref="SoapFormatException">It is not well-formed, has a DTD, or is beyond the limits.</exception>
    internal static SoapElement Parse(ReadOnlyMemory<byte> bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
        return SoapParser.Parse(reader.ReadToEnd());
    }
}
