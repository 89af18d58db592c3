using System.Text;

namespace FalconEye.Api.Auth.Passwords;

/// <summary>
/// Knows passwords that are tried first: common ones (<c>common-passwords.txt</c>, from the list of leaked passwords of zxcvbn 4.4.2, MIT
/// licence, https://github.com/dropbox/zxcvbn), also with digits and signs around them or in place of letters, repeated ones, and rows of digits.
/// </summary>
internal static class CommonPasswords
{
    private const int MinLetters = 5;

    private static readonly HashSet<string> Words = Read();

    /// <summary>Whether a password is one that is tried first.</summary>
    internal static bool Contain(string password)
    {
        var lower = password.ToLowerInvariant();
        return Words.Contains(lower)
            || lower.Distinct().Count() < MinLetters
            || IsRow(lower)
            || IsKnown(LettersOf(lower))
            || IsKnown(LettersOf(WithoutDisguise(lower)))
            || IsKnown(LettersOf(WithoutDisguise(WithoutEnds(lower))));
    }

    /// <summary>A word of the list, or one again and again.</summary>
    private static bool IsKnown(string letters)
    {
        for (var length = letters.Length; length >= 3; length--)
        {
            if (letters.Length % length == 0 && Words.Contains(letters[..length]) && IsRepeated(letters, length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRepeated(string text, int period) => text.Length == period || text[period..] == text[..^period];

    /// <summary>Each character follows the one before, up or down, as in 1234567890 and zyxwvutsrq.</summary>
    private static bool IsRow(string text)
    {
        var steps = text.Zip(text.Skip(1), (one, next) => next - one).ToList();
        return steps.All(step => step is 1 or 0 or -9) || steps.All(step => step is -1 or 0 or 9);
    }

    /// <summary>Without the digits and signs that users put before and after a word.</summary>
    private static string WithoutEnds(string text)
    {
        var letters = Enumerable.Range(0, text.Length).Where(at => char.IsLetter(text[at])).ToList();
        return letters.Count == 0 ? "" : text[letters[0]..(letters[^1] + 1)];
    }

    private static string LettersOf(string text) => string.Concat(text.Where(char.IsLetter));

    private static string WithoutDisguise(string text)
    {
        var plain = new StringBuilder(text);
        foreach (var (sign, letter) in (ReadOnlySpan<(char, char)>)[('0', 'o'), ('1', 'i'), ('3', 'e'), ('4', 'a'), ('5', 's'), ('7', 't'), ('@', 'a'), ('$', 's'), ('!', 'i')])
        {
            plain.Replace(sign, letter);
        }

        return plain.ToString();
    }

    private static HashSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
