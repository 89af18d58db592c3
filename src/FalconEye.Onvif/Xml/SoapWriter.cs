using System.Security;
using System.Text;

namespace FalconEye.Onvif.Xml;

/// <summary>Writes elements as XML. Each namespace is declared where it first occurs.</summary>
internal static class SoapWriter
{
    /// <summary>The bytes of a document.</summary>
    internal static byte[] Write(SoapElement root)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        Write(text, root, []);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, SoapElement element, Stack<SoapNamespace> declared)
    {
        var name = Written(element.Name);
        var before = declared.Count;
        text.Append('<').Append(name);
        foreach (var needed in Needed(element).Distinct().Where(space => declared.FirstOrDefault(known => known.Prefix == space.Prefix) != space).ToList())
        {
            declared.Push(needed);
            text.Append(null, $" xmlns:{needed.Prefix}=\"{SecurityElement.Escape(needed.Uri)}\"");
        }

        foreach (var attribute in element.Attributes)
        {
            text.Append(null, $" {Written(attribute.Name)}=\"{SecurityElement.Escape(attribute.Value)}\"");
        }

        text.Append('>').Append(SecurityElement.Escape(element.Text));
        foreach (var child in element.Children)
        {
            Write(text, child, declared);
        }

        text.Append("</").Append(name).Append('>');
        while (declared.Count > before)
        {
            declared.Pop();
        }
    }

    private static IEnumerable<SoapNamespace> Needed(SoapElement element) =>
        ((IEnumerable<SoapNamespace?>)
        [
            element.Name.Namespace,
            .. element.Attributes.Select(attribute => attribute.Name.Namespace),
            .. element.Declares,
        ]).OfType<SoapNamespace>();

    private static string Written(SoapName name) => name.Namespace is { } space ? $"{space.Prefix}:{name.Local}" : name.Local;
}
