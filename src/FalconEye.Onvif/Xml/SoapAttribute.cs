namespace FalconEye.Onvif.Xml;

/// <summary>An attribute; its name has no namespace unless one is needed.</summary>
internal readonly record struct SoapAttribute(SoapName Name, string Value)
{
    internal SoapAttribute(string name, string value)
        : this(new SoapName(null, name), value)
    {
    }
}
