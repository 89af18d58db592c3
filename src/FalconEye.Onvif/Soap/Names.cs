using System.Xml.Linq;

namespace FalconEye.Onvif.Soap;

/// <summary>The XML namespaces of what is sent. What is read is told by local names, since cameras get namespaces wrong.</summary>
internal static class Names
{
    internal static readonly XNamespace Envelope = "http://www.w3.org/2003/05/soap-envelope";
    internal static readonly XNamespace Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    internal static readonly XNamespace SecurityUtility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    internal static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";
    internal static readonly XNamespace Notification = "http://docs.oasis-open.org/wsn/b-2";
    internal static readonly XNamespace Schema = "http://www.onvif.org/ver10/schema";
    internal static readonly XNamespace Device = "http://www.onvif.org/ver10/device/wsdl";
    internal static readonly XNamespace Media = "http://www.onvif.org/ver10/media/wsdl";
    internal static readonly XNamespace Media2 = "http://www.onvif.org/ver20/media/wsdl";
    internal static readonly XNamespace Ptz = "http://www.onvif.org/ver20/ptz/wsdl";
    internal static readonly XNamespace Events = "http://www.onvif.org/ver10/events/wsdl";
}
