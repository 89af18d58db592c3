namespace FalconEye.Onvif.Xml;

/// <summary>A namespace, with the prefix under which it is written.</summary>
internal sealed record SoapNamespace(string Prefix, string Uri)
{
    /// <summary>A name within a namespace.</summary>
    public static SoapName operator +(SoapNamespace space, string name) => new(space, name);
}

/// <summary>A name of an element or attribute.</summary>
internal readonly record struct SoapName(SoapNamespace? Namespace, string Local);
