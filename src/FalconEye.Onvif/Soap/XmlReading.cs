using System.Globalization;
using System.Xml.Linq;

namespace FalconEye.Onvif.Soap;

/// <summary>Looks into an answer by local names, and takes what is missing for absent.</summary>
internal static class XmlReading
{
    private const int MaxTextLength = 512;

    /// <summary>The first child of that name.</summary>
    internal static XElement? Child(this XElement? element, string name) =>
        element?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>All children of that name.</summary>
    internal static IEnumerable<XElement> Children(this XElement? element, string name) =>
        element?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    /// <summary>The first element of that name, wherever it stands.</summary>
    internal static XElement? Find(this XElement? element, string name) =>
        element?.Descendants().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>An attribute's value, whatever its namespace.</summary>
    internal static string? Tagged(this XElement? element, string name) =>
        element?.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value;

    /// <summary>An element's text, trimmed; <see langword="null"/> when there is none.</summary>
    internal static string? Text(this XElement? element) => element?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>An element's text as a number.</summary>
    internal static double? Number(this XElement? element) =>
        double.TryParse(element.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>An element's text as a whole number; 0 when it is none.</summary>
    internal static int Whole(this XElement? element) => element.Number() is { } number and >= 0 and <= int.MaxValue ? (int)number : 0;

    /// <summary>What a camera says of itself, made fit to be shown: one line, of limited length.</summary>
    internal static string Shown(string? text)
    {
        var line = new string([.. (text ?? "").Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length > MaxTextLength ? line[..MaxTextLength] : line;
    }
}
