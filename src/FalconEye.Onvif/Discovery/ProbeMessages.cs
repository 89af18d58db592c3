using System.Net;
using System.Xml;
using System.Xml.Linq;
using FalconEye.Onvif.Soap;

namespace FalconEye.Onvif.Discovery;

/// <summary>The messages of WS-Discovery, in the version that ONVIF took (http://schemas.xmlsoap.org/ws/2005/04/discovery/).</summary>
internal static class ProbeMessages
{
    private const int MaxAddresses = 16;
    private const int MaxScopes = 64;

    private static readonly XNamespace Addressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    private static readonly XNamespace Discovery = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
    private static readonly XNamespace NetworkTypes = "http://www.onvif.org/ver10/network/wsdl";

    /// <summary>Asks for cameras: the type that the first ONVIF version named, and the one that all devices have.</summary>
    internal static byte[] Probe(string messageId, bool anyDevice) => SoapEnvelope.ToBytes(SoapEnvelope.Of(
        new XElement(
            Discovery + "Probe",
            new XElement(
                Discovery + "Types",
                new XAttribute(XNamespace.Xmlns + "dn", anyDevice ? Names.Device : NetworkTypes),
                anyDevice ? "dn:Device" : "dn:NetworkVideoTransmitter")),
        new XElement(Addressing + "MessageID", messageId),
        new XElement(Addressing + "To", "urn:schemas-xmlsoap-org:ws:2005:04:discovery"),
        new XElement(Addressing + "Action", Discovery.NamespaceName + "/Probe")));

    /// <summary>Reads an answer to one of our questions.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="sender">From where.</param>
    /// <param name="questions">The ids of our questions.</param>
    /// <returns>The devices in it; none for anything else.</returns>
    internal static IReadOnlyList<DiscoveredDevice> ReadMatches(ReadOnlyMemory<byte> datagram, IPAddress sender, IReadOnlySet<string> questions)
    {
        try
        {
            var envelope = SoapDocument.Parse(datagram);
            return questions.Contains(envelope.Child("Header").Child("RelatesTo").Text() ?? "")
                ? [.. envelope.Child("Body").Child("ProbeMatches").Children("ProbeMatch").Where(IsCamera).Select(match => Read(match, sender))]
                : [];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    /// <summary>Printers and computers answer such questions too.</summary>
    private static bool IsCamera(XElement match) =>
        (match.Child("Types").Text() ?? "").Contains("NetworkVideoTransmitter", StringComparison.Ordinal)
        || (match.Child("Scopes").Text() ?? "").Contains("onvif://www.onvif.org", StringComparison.OrdinalIgnoreCase);

    private static DiscoveredDevice Read(XElement match, IPAddress sender)
    {
        var id = XmlReading.Shown(match.Child("EndpointReference").Child("Address").Text());
        return new DiscoveredDevice(
            id.Length > 0 ? id : sender.ToString(),
            sender,
            [
                .. Words(match.Child("XAddrs")).Take(MaxAddresses)
                    .Select(word => Uri.TryCreate(word, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null).OfType<Uri>(),
            ],
            [.. Words(match.Child("Scopes")).Take(MaxScopes).Select(XmlReading.Shown)]);
    }

    private static string[] Words(XElement? list) => (list.Text() ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
