namespace FalconEye.Onvif.Xml;

/// <summary>
/// An element of a message, read or to be written. One with both text and children has both, without their order: SOAP has no use for it.
/// </summary>
internal sealed class SoapElement
{
    /// <summary>An empty element.</summary>
    internal SoapElement(SoapName name)
        : this(name, "")
    {
    }

    /// <summary>An element with a text.</summary>
    internal SoapElement(SoapName name, string text)
    {
        (Name, Text) = (name, text);
    }

    /// <summary>An element with children.</summary>
    internal SoapElement(SoapName name, params IEnumerable<SoapElement> children)
        : this(name, "")
    {
        Children = [.. children];
    }

    internal SoapName Name { get; }

    /// <summary>Its own text, without that of its children.</summary>
    internal string Text { get; set; }

    /// <summary>The elements in it.</summary>
    internal List<SoapElement> Children { get; } = [];

    /// <summary>Its attributes, without declarations of namespaces.</summary>
    internal List<SoapAttribute> Attributes { get; init; } = [];

    /// <summary>Namespaces to declare beside its own, for names that stand in its text.</summary>
    internal IReadOnlyList<SoapNamespace> Declares { get; init; } = [];

    /// <summary>The elements below it, parents before their children.</summary>
    internal IEnumerable<SoapElement> Descendants() => Children.SelectMany(child => child.Descendants().Prepend(child));
}
