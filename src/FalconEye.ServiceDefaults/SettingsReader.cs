using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace FalconEye.ServiceDefaults;

/// <summary>
/// Reads a program's settings from its environment. What is wrong is collected, so that <see cref="ThrowIfInvalid"/> reports every wrong
/// variable at once; until then a wrong one reads as its default. An empty variable counts as unset, as in compose files and manifests.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];

    /// <summary>The text, or <paramref name="fallback"/> when unset.</summary>
    public string Text(string name, string fallback) => Optional(name) ?? fallback;

    /// <summary>The text, or <see langword="null"/> when unset.</summary>
    public string? Optional(string name) => configuration[name] is { Length: > 0 } value ? value : null;

    /// <summary>The text of a variable that must be set.</summary>
    public string Required(string name, string purpose)
    {
        if (Optional(name) is { } value)
        {
            return value;
        }

        _problems.Add($"{name} is not set; it must be {purpose}.");
        return "";
    }

    /// <summary>A whole number between <paramref name="min"/> and <paramref name="max"/>.</summary>
    public int Number(string name, int fallback, int min, int max) => Parse(
        name,
        fallback,
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value : null,
        $"a whole number from {min} to {max}");

    /// <summary>True or false.</summary>
    public bool Flag(string name, bool fallback) => Parse<bool>(
        name,
        fallback,
        text => text.ToLowerInvariant() switch { "true" or "1" or "yes" or "on" => true, "false" or "0" or "no" or "off" => false, _ => null },
        "true or false");

    /// <summary>One of the given words.</summary>
    public string OneOf(string name, string fallback, params string[] allowed)
    {
        var text = Text(name, fallback).ToLowerInvariant();
        if (allowed.Contains(text))
        {
            return text;
        }

        Refuse(name, $"one of {string.Join(", ", allowed)}");
        return fallback;
    }

    /// <summary>A value with a rule of its own: <paramref name="parse"/> gives <see langword="null"/> for what is not allowed.</summary>
    public T Parse<T>(string name, T fallback, Func<string, T?> parse, string allowed)
        where T : struct
    {
        if (Optional(name) is not { } text)
        {
            return fallback;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        Refuse(name, allowed);
        return fallback;
    }

    /// <summary>Notes that a variable has a value that is not allowed. The value is shown: never call this for a secret.</summary>
    public void Refuse(string name, string allowed) => _problems.Add($"{name} is \"{Optional(name)}\"; it must be {allowed}.");

    /// <summary>Notes a problem in the program's own words, for values that must not be shown.</summary>
    public void RefuseInWords(string problem) => _problems.Add(problem);

    /// <summary>Ends the reading.</summary>
    /// <exception cref="InvalidConfigurationException">At least one variable is wrong.</exception>
    public void ThrowIfInvalid()
    {
        if (_problems.Count > 0)
        {
            throw new InvalidConfigurationException(_problems);
        }
    }
}
