using System.Globalization;

namespace FalconEye.Onvif.Xml;

/// <summary>Looks into an answer by local names, since cameras get namespaces wrong, and takes what is missing for absent.</summary>
internal static class SoapReading
{
    private const int MaxTextLength = 512;

    /// <summary>The first child of that name.</summary>
    internal static SoapElement? Child(this SoapElement? element, string name) => element?.Children.Find(child => child.Name.Local == name);

    /// <summary>All children of that name.</summary>
    internal static IEnumerable<SoapElement> ChildrenOf(this SoapElement? element, string name) =>
        element?.Children.Where(child => child.Name.Local == name) ?? [];

    /// <summary>The first element of that name, wherever it is.</summary>
    internal static SoapElement? Find(this SoapElement? element, string name) =>
        element?.Descendants().FirstOrDefault(child => child.Name.Local == name);

    /// <summary>An attribute's value, whatever its namespace.</summary>
    internal static string? Tagged(this SoapElement? element, string name) =>
        element?.Attributes.FirstOrDefault(attribute => attribute.Name.Local == name).Value;

    /// <summary>An element's text, trimmed; <see langword="null"/> when there is none.</summary>
    internal static string? Words(this SoapElement? element) => element?.Text.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>An element's text as a number.</summary>
    internal static double? Number(this SoapElement? element) =>
        double.TryParse(element.Words(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>An element's text as a whole number; 0 when it is none.</summary>
    internal static int Whole(this SoapElement? element) => element.Number() is { } number and >= 0 and <= int.MaxValue ? (int)number : 0;

    /// <summary>What a camera says of itself, made fit to be shown: one line, of limited length.</summary>
    internal static string Shown(string? text)
    {
        var line = new string([.. (text ?? "").Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length > MaxTextLength ? line[..MaxTextLength] : line;
    }
}
