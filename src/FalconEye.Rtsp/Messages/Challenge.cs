using System.Text;

namespace FalconEye.Rtsp.Messages;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header (RFC 7235, section 4.1).</summary>
internal sealed class Challenge
{
    private const int MaximumChallenges = 16;
    private const int MaximumParameters = 32;

    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private Challenge(string scheme) => Scheme = scheme;

    /// <summary>The scheme, such as <c>Digest</c>.</summary>
    public string Scheme { get; }

    /// <summary>Whether this is HTTP Digest.</summary>
    public bool IsDigest => Scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this is HTTP Basic.</summary>
    public bool IsBasic => Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the camera says that only the nonce was too old, not the password wrong.</summary>
    public bool IsStale => "true".Equals(this["stale"], StringComparison.OrdinalIgnoreCase);

    /// <summary>A parameter's value; <see langword="null"/> when it is absent.</summary>
    public string? this[string name] => _parameters.GetValueOrDefault(name);

    /// <summary>Reads all challenges of all headers. Missing quotes, and commas and equals signs within quotes, are understood.</summary>
    public static IReadOnlyList<Challenge> Parse(IEnumerable<string> headers)
    {
        List<Challenge> challenges = [];
        foreach (string header in headers)
            ParseHeader(header, challenges);
        return challenges;
    }

    private static void ParseHeader(ReadOnlySpan<char> rest, List<Challenge> challenges)
    {
        Challenge? current = null;
        while (!(rest = rest.TrimStart(" \t,=\"")).IsEmpty)
        {
            int length = rest.IndexOfAny(" \t,=\"");
            ReadOnlySpan<char> token = length < 0 ? rest : rest[..length];
            rest = rest[token.Length..].TrimStart();
            if (rest is ['=', ..])
            {
                string value = TakeValue(ref rest);
                if (current is { _parameters.Count: < MaximumParameters })
                    current._parameters.TryAdd(token.ToString(), value);
            }
            else if (challenges.Count < MaximumChallenges)
            {
                challenges.Add(current = new Challenge(token.ToString()));
            }
        }
    }

    private static string TakeValue(ref ReadOnlySpan<char> rest)
    {
        rest = rest[1..].TrimStart();
        if (rest is not ['"', ..])
        {
            int comma = rest.IndexOf(',');
            string value = (comma < 0 ? rest : rest[..comma]).Trim().TrimEnd('"').ToString();
            rest = comma < 0 ? default : rest[comma..];
            return value;
        }

        StringBuilder text = new();
        int i = 1;
        for (; i < rest.Length && rest[i] != '"'; i++)
        {
            if (rest[i] == '\\' && i + 1 < rest.Length)
                i++;
            text.Append(rest[i]);
        }

        rest = i < rest.Length ? rest[(i + 1)..] : default;
        return text.ToString();
    }
}
