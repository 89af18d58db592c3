using System.Globalization;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Soap;

/// <summary>SOAP 1.2 messages (https://www.w3.org/TR/soap12-part1/).</summary>
internal static class SoapEnvelope
{
    /// <summary>The bytes of a message with an operation.</summary>
    internal static byte[] ToBytes(SoapElement operation, params IEnumerable<SoapElement> headers) => SoapWriter.Write(new SoapElement(
        Names.Envelope + "Envelope",
        new SoapElement(Names.Envelope + "Header", headers),
        new SoapElement(Names.Envelope + "Body", [operation])));

    /// <summary>A time span as XML writes it: <c>PT10S</c>.</summary>
    internal static string Duration(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"PT{time.TotalSeconds:0.###}S");
}
