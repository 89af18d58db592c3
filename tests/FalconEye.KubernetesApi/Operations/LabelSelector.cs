using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;

namespace FalconEye.KubernetesApi.Operations;

/// <summary>A <c>labelSelector</c>: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>.</summary>
internal sealed class LabelSelector
{
    private readonly List<Func<IReadOnlyDictionary<string, string>, bool>> _requirements = [];

    internal bool IsEmpty => _requirements.Count == 0;

    internal bool Matches(IReadOnlyDictionary<string, string> labels) => _requirements.TrueForAll(requirement => requirement(labels));

    /// <exception cref="StatusException">It cannot be read.</exception>
    internal static LabelSelector Parse(string? text)
    {
        LabelSelector selector = new();
        foreach (var part in Split(text ?? ""))
        {
            selector._requirements.Add(ParseRequirement(part));
        }

        return selector;
    }

    /// <summary>The selector of an object such as a Deployment: <c>matchLabels</c> and <c>matchExpressions</c>.</summary>
    internal static LabelSelector Of(JsonObject? selector)
    {
        LabelSelector result = new();
        foreach (var (key, value) in selector.TextMap("matchLabels"))
        {
            result._requirements.Add(labels => labels.GetValueOrDefault(key) == value);
        }

        foreach (var expression in selector.Objects("matchExpressions"))
        {
            var key = expression.Text("key")!;
            string[] values = [.. expression.Texts("values")];
            result._requirements.Add(expression.Text("operator") switch
            {
                "In" => labels => labels.TryGetValue(key, out var value) && values.Contains(value),
                "NotIn" => labels => !labels.TryGetValue(key, out var value) || !values.Contains(value),
                "Exists" => labels => labels.ContainsKey(key),
                _ => labels => !labels.ContainsKey(key),
            });
        }

        return result;
    }

    /// <summary>Commas inside brackets separate values, not requirements.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                if (text[start..i].Trim() is { Length: > 0 } part)
                {
                    yield return part;
                }

                start = i + 1;
            }
            else
            {
                depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            }
        }
    }

    private static Func<IReadOnlyDictionary<string, string>, bool> ParseRequirement(string part)
    {
        if (part.IndexOf('(') is var open and > 0 && part.EndsWith(')'))
        {
            var head = part[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var values = part[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
            return head switch
            {
                [var key, "in"] => labels => labels.TryGetValue(key, out var value) && values.Contains(value),
                [var key, "notin"] => labels => !labels.TryGetValue(key, out var value) || !values.Contains(value),
                _ => throw Unreadable(part),
            };
        }

        if (part.Split("!=", 2) is [var unwanted, var other])
        {
            return labels => labels.GetValueOrDefault(unwanted.Trim()) != other.Trim();
        }

        if (part.Replace("==", "=", StringComparison.Ordinal).Split('=', 2) is [var wanted, var exact])
        {
            return labels => labels.GetValueOrDefault(wanted.Trim()) == exact.Trim();
        }

        return part.Contains(' ', StringComparison.Ordinal)
            ? throw Unreadable(part)
            : part[0] == '!' ? labels => !labels.ContainsKey(part[1..].Trim()) : labels => labels.ContainsKey(part);
    }

    private static StatusException Unreadable(string part) => StatusException.BadRequest($"unable to parse requirement: {part}");
}
