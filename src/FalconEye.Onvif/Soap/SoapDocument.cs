using System.Xml;
using System.Xml.Linq;

namespace FalconEye.Onvif.Soap;

/// <summary>
/// Reads XML that a stranger sent: of limited length, depth and number of elements, and without a DTD, so that neither entities that expand
/// without end nor files of this machine come into it.
/// </summary>
internal static class SoapDocument
{
    /// <summary>More than a device with hundreds of profiles needs.</summary>
    internal const int MaxBytes = 1024 * 1024;

    private const int MaxDepth = 64;
    private const int MaxElements = 20_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads a stream to its end, or to the limit.</summary>
    /// <exception cref="XmlException">It is longer than <see cref="MaxBytes"/>.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (all.Length + read > MaxBytes)
            {
                throw new XmlException($"The answer is longer than {MaxBytes / 1024} KiB.");
            }

            all.Write(chunk, 0, read);
        }

        return all.ToArray();
    }

    /// <summary>Parses a document.</summary>
    /// <exception cref="XmlException">It is no well-formed XML, has a DTD, or is beyond the limits.</exception>
    internal static XElement Parse(ReadOnlyMemory<byte> bytes)
    {
        var document = bytes.ToArray();
        using (var look = XmlReader.Create(new MemoryStream(document), Settings))
        {
            for (var elements = 0; look.Read();)
            {
                elements += look.NodeType == XmlNodeType.Element ? 1 : 0;
                if (look.Depth > MaxDepth || elements > MaxElements)
                {
                    throw new XmlException("The answer has too many elements.");
                }
            }
        }

        using var reader = XmlReader.Create(new MemoryStream(document), Settings);
        return XElement.Load(reader);
    }
}
