using System.Globalization;

namespace FalconEye.Media.Captions;

/// <summary>What is burned into recorded pictures: the camera's name and the time at which each was recorded, in a time zone and with its distance to UTC.</summary>
/// <param name="name">The camera's name: any text, of which nothing but pixels are made.</param>
/// <param name="zone">The time zone.</param>
public sealed class Caption(string name, TimeZoneInfo zone)
{
    /// <summary>Longer names are cut off, on however wide a picture.</summary>
    private const int MaxName = 120;

    private const int MaxNameLines = 2;
    private const int NameSpace = 2;

    private readonly IReadOnlyList<PixelFont.Glyph> _name = PixelFont.Read(name.Trim(), MaxName);

    /// <summary>The text for a time: date, time of day in whole seconds, and distance to UTC, such as <c>2026-05-01 14:00:00 +02:00</c>.</summary>
    /// <param name="moment">The time, UTC.</param>
    public string TimeAt(DateTime moment) => string.Join(' ', WordsAt(moment));

    /// <summary>How it is laid out in a picture of some size.</summary>
    internal CaptionLayout LayOut(int width, int height) => new(this, width, height);

    /// <summary>The lines of letters.</summary>
    /// <param name="moment">The time, UTC.</param>
    /// <param name="columns">Letters that fit into a line.</param>
    /// <remarks>For the same columns all times have lines of the same lengths.</remarks>
    internal IReadOnlyList<IReadOnlyList<PixelFont.Glyph>> LinesAt(DateTime moment, int columns)
    {
        var words = WordsAt(moment);
        var whole = string.Join(' ', words);
        if (_name.Count + NameSpace + whole.Length <= columns)
        {
            return [[.. _name, .. PixelFont.Read((_name.Count > 0 ? "  " : "") + whole, columns)]];
        }

        List<IReadOnlyList<PixelFont.Glyph>> lines = [.. _name.Chunk(columns).Take(MaxNameLines)];
        var line = "";
        foreach (var word in words)
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > columns)
            {
                lines.Add(PixelFont.Read(line, columns));
                line = "";
            }

            line = line.Length > 0 ? $"{line} {word}" : word;
        }

        lines.Add(PixelFont.Read(line, columns));
        return lines;
    }

    private string[] WordsAt(DateTime moment)
    {
        var local = TimeZoneInfo.ConvertTime(new DateTimeOffset(moment, TimeSpan.Zero), zone);
        return
        [
            local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            local.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            local.ToString("zzz", CultureInfo.InvariantCulture),
        ];
    }
}
