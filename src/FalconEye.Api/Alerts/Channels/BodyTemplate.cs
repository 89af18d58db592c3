using System.Text;
using System.Text.Json;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>
/// A webhook's body: JSON with <c>{{field}}</c> in its strings. Fields are replaced by their values, escaped as JSON strings; nothing else
/// happens, so a template can execute nothing, and a camera's name cannot change the document.
/// </summary>
internal static class BodyTemplate
{
    private const int Longest = 10_000;

    /// <summary>What is wrong with a template; <see langword="null"/> when nothing is.</summary>
    internal static string? FindProblem(string template)
    {
        if (template.Length > Longest)
        {
            return $"The body has at most {Longest} characters.";
        }

        string? unknown = null;
        var example = Replace(template, field =>
        {
            unknown ??= AlertMessage.FieldNames.Contains(field) ? null : field;
            return "x";
        });
        if (unknown is not null)
        {
            return $"There is no field {{{{{unknown}}}}}. There are: {string.Join(", ", AlertMessage.FieldNames)}.";
        }

        try
        {
            using var document = JsonDocument.Parse(example);
            return null;
        }
        catch (JsonException e)
        {
            return $"The body is not JSON when its fields are filled in (line {e.LineNumber + 1}); put {{{{field}}}} inside quotation marks.";
        }
    }

    /// <summary>Fills a template in.</summary>
    internal static string Fill(string template, IReadOnlyDictionary<string, string> fields) =>
        Replace(template, field => JsonEncodedText.Encode(fields.GetValueOrDefault(field, "")).ToString());

    private static string Replace(string template, Func<string, string> valueOf)
    {
        var filled = new StringBuilder(template.Length);
        var position = 0;
        while (template.IndexOf("{{", position, StringComparison.Ordinal) is var open and >= 0
            && template.IndexOf("}}", open, StringComparison.Ordinal) is var close and >= 0)
        {
            filled.Append(template, position, open - position).Append(valueOf(template[(open + 2)..close].Trim()));
            position = close + 2;
        }

        return filled.Append(template, position, template.Length - position).ToString();
    }
}
