using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Soap;

/// <summary>The XML namespaces of what is sent, under the prefixes that everyone gives them.</summary>
internal static class Names
{
    internal static readonly SoapNamespace Envelope = new("s", "http://www.w3.org/2003/05/soap-envelope");
    internal static readonly SoapNamespace Security = new("wsse", "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd");
    internal static readonly SoapNamespace SecurityUtility = new("wsu", "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd");
    internal static readonly SoapNamespace Addressing = new("wsa", "http://www.w3.org/2005/08/addressing");
    internal static readonly SoapNamespace Notification = new("wsnt", "http://docs.oasis-open.org/wsn/b-2");
    internal static readonly SoapNamespace Schema = new("tt", "http://www.onvif.org/ver10/schema");
    internal static readonly SoapNamespace Device = new("tds", "http://www.onvif.org/ver10/device/wsdl");
    internal static readonly SoapNamespace Media = new("trt", "http://www.onvif.org/ver10/media/wsdl");
    internal static readonly SoapNamespace Media2 = new("tr2", "http://www.onvif.org/ver20/media/wsdl");
    internal static readonly SoapNamespace Ptz = new("tptz", "http://www.onvif.org/ver20/ptz/wsdl");
    internal static readonly SoapNamespace Events = new("tev", "http://www.onvif.org/ver10/events/wsdl");
}
