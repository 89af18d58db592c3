using System.Text.RegularExpressions;

namespace FalconEye.KubernetesApi.Validation;

/// <summary>
/// The forms of names, labels and the like (k8s.io/apimachinery, <c>validation</c>). Each answers why a text is refused, or null.
/// </summary>
internal static partial class NameFormats
{
    internal static string? Label(string text) => text.Length > 63
        ? "must be no more than 63 characters"
        : LabelPattern().IsMatch(text)
            ? null
            : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    internal static string? Subdomain(string text) => text.Length > 253
        ? "must be no more than 253 characters"
        : SubdomainPattern().IsMatch(text)
            ? null
            : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    internal static string? ServiceName(string text) => text.Length > 63
        ? "must be no more than 63 characters"
        : ServiceNamePattern().IsMatch(text)
            ? null
            : "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    internal static string? PathSegment(string text) => text is "." or ".." || text.Contains('/', StringComparison.Ordinal) || text.Contains('%', StringComparison.Ordinal)
        ? "may not be '.' or '..' or contain '/' or '%'"
        : null;

    internal static string? QualifiedName(string text)
    {
        var parts = text.Split('/');
        var name = parts[^1];
        return parts.Length switch
        {
            > 2 => "a qualified name must consist of alphanumeric characters, '-', '_' or '.', with an optional DNS subdomain prefix and '/'",
            2 when parts[0].Length == 0 => "prefix part must be non-empty",
            2 when Subdomain(parts[0]) is { } why => $"prefix part {why}",
            _ when name.Length == 0 => "name part must be non-empty",
            _ when name.Length > 63 => "name part must be no more than 63 characters",
            _ when !QualifiedPattern().IsMatch(name) =>
                "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
            _ => null,
        };
    }

    internal static string? LabelValue(string text) => text.Length > 63
        ? "must be no more than 63 characters"
        : text.Length == 0 || QualifiedPattern().IsMatch(text)
            ? null
            : "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    /// <summary>Since Kubernetes 1.34 any printable ASCII but '='; the older form is what every supported version takes.</summary>
    internal static string? EnvironmentName(string text) => EnvironmentPattern().IsMatch(text)
        ? null
        : "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";

    internal static string? ConfigKey(string text) => text.Length > 253
        ? "must be no more than 253 characters"
        : text is not ("." or "..") && ConfigKeyPattern().IsMatch(text)
            ? null
            : "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    internal static string? PortName(string text) => text.Length > 15
        ? "must be no more than 15 characters"
        : PortNamePattern().IsMatch(text) && text.Any(char.IsAsciiLetter) && !text.Contains("--", StringComparison.Ordinal)
            ? null
            : "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-), at least one letter, and no hyphens at its ends or side by side";

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex ServiceNamePattern();

    [GeneratedRegex("^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$")]
    private static partial Regex QualifiedPattern();

    [GeneratedRegex("^[-._a-zA-Z][-._a-zA-Z0-9]*$")]
    private static partial Regex EnvironmentPattern();

    [GeneratedRegex("^[-._a-zA-Z0-9]+$")]
    private static partial Regex ConfigKeyPattern();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex PortNamePattern();
}
