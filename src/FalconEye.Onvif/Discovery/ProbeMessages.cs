using System.Net;
using FalconEye.Onvif.Soap;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Discovery;

/// <summary>The messages of WS-Discovery, in the version that ONVIF took (http://schemas.xmlsoap.org/ws/2005/04/discovery/).</summary>
internal static class ProbeMessages
{
    private const int MaxAddresses = 16;
    private const int MaxScopes = 64;

    private static readonly SoapNamespace Addressing = new("w", "http://schemas.xmlsoap.org/ws/2004/08/addressing");
    private static readonly SoapNamespace Discovery = new("d", "http://schemas.xmlsoap.org/ws/2005/04/discovery");
    private static readonly SoapNamespace NetworkTypes = new("dn", "http://www.onvif.org/ver10/network/wsdl");

    /// <summary>Asks for cameras: the type that the first ONVIF version named, and the one that all devices have.</summary>
    internal static byte[] Probe(string messageId, bool anyDevice)
    {
        var space = anyDevice ? Names.Device : NetworkTypes;
        var types = new SoapElement(Discovery + "Types", $"{space.Prefix}:{(anyDevice ? "Device" : "NetworkVideoTransmitter")}") { Declares = [space] };
        return SoapEnvelope.ToBytes(
            new SoapElement(Discovery + "Probe", [types]),
            new SoapElement(Addressing + "MessageID", messageId),
            new SoapElement(Addressing + "To", "urn:schemas-xmlsoap-org:ws:2005:04:discovery"),
            new SoapElement(Addressing + "Action", Discovery.Uri + "/Probe"));
    }

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
            return questions.Contains(envelope.Child("Header").Child("RelatesTo").Words() ?? "")
                ? [.. envelope.Child("Body").Child("ProbeMatches").ChildrenOf("ProbeMatch").Where(IsCamera).Select(match => Read(match, sender))]
                : [];
        }
        catch (SoapFormatException)
        {
            return [];
        }
    }

    /// <summary>Printers and computers answer such questions too.</summary>
    private static bool IsCamera(SoapElement match) =>
        (match.Child("Types").Words() ?? "").Contains("NetworkVideoTransmitter", StringComparison.Ordinal)
        || (match.Child("Scopes").Words() ?? "").Contains("onvif://www.onvif.org", StringComparison.OrdinalIgnoreCase);

    private static DiscoveredDevice Read(SoapElement match, IPAddress sender)
    {
        var id = SoapReading.Shown(match.Child("EndpointReference").Child("Address").Words());
        return new DiscoveredDevice(
            id.Length > 0 ? id : sender.ToString(),
            sender,
            [
                .. ListOf(match.Child("XAddrs")).Take(MaxAddresses)
                    .Select(word => Uri.TryCreate(word, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null).OfType<Uri>(),
            ],
            [.. ListOf(match.Child("Scopes")).Take(MaxScopes).Select(SoapReading.Shown)]);
    }

    private static string[] ListOf(SoapElement? list) => (list.Words() ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
