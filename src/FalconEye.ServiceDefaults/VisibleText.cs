using System.Globalization;
using System.Text;

namespace FalconEye.ServiceDefaults;

/// <summary>Text of others, such as a camera's name, as a terminal may show it.</summary>
public static class VisibleText
{
    /// <summary>The text with a space for each control and format character.</summary>
    public static string OnOneLine(string text)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        WriteOnOneLine(text, writer);
        return writer.ToString();
    }

    internal static void WriteOnOneLine(string text, TextWriter writer)
    {
        Span<char> encoded = stackalloc char[2];
        foreach (var letter in text.EnumerateRunes())
        {
            if (IsInvisible(letter))
            {
                writer.Write(' ');
            }
            else
            {
                writer.Write(encoded[..letter.EncodeToUtf16(encoded)]);
            }
        }
    }

    /// <summary>Line ends, and characters that change how a terminal shows the others, such as U+202E (Unicode Standard, section 23.2).</summary>
    private static bool IsInvisible(Rune letter) => Rune.GetUnicodeCategory(letter) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
