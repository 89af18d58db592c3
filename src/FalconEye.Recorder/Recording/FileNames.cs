using System.Globalization;
using System.Text;

namespace FalconEye.Recorder.Recording;

/// <summary>Makes file names of camera names: readable in any script, harmless on any file system.</summary>
public static class FileNames
{
    /// <summary>What Linux takes, in bytes (NAME_MAX).</summary>
    public const int MaxBytes = 255;

    /// <summary>Separators, and what Windows shares and browsers' downloads do not take.</summary>
    private const string Reserved = "/\\:*?\"<>|";

    private const int ZeroWidthJoiner = 0x200D;

    /// <summary><c>{camera}_{yyyyMMdd_HHmmss}.mp4</c>, never longer than <see cref="MaxBytes"/>.</summary>
    public static string ForRecording(string cameraName, DateTimeOffset start)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"_{start.UtcDateTime:yyyyMMdd_HHmmss}.mp4");
        return Safe(cameraName, MaxBytes - suffix.Length) + suffix;
    }

    private static string Safe(string name, int maxBytes)
    {
        var safe = new StringBuilder();
        var bytes = 0;
        foreach (var rune in name.Trim().EnumerateRunes())
        {
            var kept = Replacement(rune);
            if (kept is null || (safe.Length == 0 && kept.Value.Value is '.' or '-' or '_'))
            {
                continue;
            }

            bytes += kept.Value.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            safe.Append(kept.Value.ToString());
        }

        return safe.Length > 0 ? safe.ToString() : "camera";
    }

    private static Rune? Replacement(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse => null,

        // Among them marks that turn the direction of what follows; the joiner within an emoji is harmless.
        UnicodeCategory.Format => rune.Value == ZeroWidthJoiner ? rune : null,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune('_'),
        _ => rune == Rune.ReplacementChar ? null : rune.IsAscii && Reserved.Contains((char)rune.Value, StringComparison.Ordinal) ? new Rune('_') : rune,
    };
}
