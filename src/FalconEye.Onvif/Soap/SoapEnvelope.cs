using System.Text;
using System.Xml.Linq;

namespace FalconEye.Onvif.Soap;

/// <summary>SOAP 1.2 messages (https://www.w3.org/TR/soap12-part1/).</summary>
internal static class SoapEnvelope
{
    /// <summary>Puts an operation into an envelope.</summary>
    internal static XElement Of(XElement operation, params IEnumerable<XElement> headers) => new(
        Names.Envelope + "Envelope",
        new XAttribute(XNamespace.Xmlns + "s", Names.Envelope),
        new XElement(Names.Envelope + "Header", headers),
        new XElement(Names.Envelope + "Body", operation));

    /// <summary>The bytes to send.</summary>
    internal static byte[] ToBytes(XElement envelope) =>
        Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + envelope.ToString(SaveOptions.DisableFormatting));
}
