namespace FalconEye.Onvif.Xml;

/// <summary>What came is no XML as SOAP has it, or beyond the limits.</summary>
internal sealed class SoapFormatException(string message) : Exception(message);
