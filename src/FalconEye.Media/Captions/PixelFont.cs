using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace FalconEye.Media.Captions;

/// <summary>
/// Letters of five by seven pixels, ASCII with accents above, as displays with a matrix of dots have them. Built in, so that no font need be installed, and
/// nothing but pixels comes of a text.
/// </summary>
internal static class PixelFont
{
    /// <summary>A letter with the space to the next, in pixels.</summary>
    internal const int CellWidth = 6;

    /// <summary>A letter with its accent and the space to the next line, in pixels.</summary>
    internal const int CellHeight = 11;

    private const int Columns = 5;
    private const int Rows = 7;
    private const int AccentRows = 3;

    /// <summary>What every letter is that is not known.</summary>
    private const ulong Unknown = 0x7F_41_41_41_7F;

    /// <summary>From the space on: five columns of each letter, the lowest bit above.</summary>
    private const string Ascii =
        "0000000000" + "00005F0000" + "0007000700" + "147F147F14" + "242A7F2A12" + "2313086462" + "3649552250" + "0005030000" + "001C224100" + "0041221C00" // !"#$%&'()
        + "14083E0814" + "08083E0808" + "0050300000" + "0808080808" + "0060600000" + "2010080402" // *+,-./
        + "3E5149453E" + "00427F4000" + "4261514946" + "2141454B31" + "1814127F10" + "2745454539" + "3C4A494930" + "0171090503" + "3649494936" + "064949291E" // 0-9
        + "0036360000" + "0056360000" + "0814224100" + "1414141414" + "0041221408" + "0201510906" + "324979413E" // :;<=>?@
        + "7E1111117E" + "7F49494936" + "3E41414122" + "7F4141221C" + "7F49494941" + "7F09090901" + "3E4149497A" + "7F0808087F" + "00417F4100" + "2040413F01" // A-J
        + "7F08142241" + "7F40404040" + "7F020C027F" + "7F0408107F" + "3E4141413E" + "7F09090906" + "3E4151215E" + "7F09192946" + "4649494931" + "01017F0101" // K-T
        + "3F4040403F" + "1F2040201F" + "3F4038403F" + "6314081463" + "0708700807" + "6151494543" // U-Z
        + "007F414100" + "0204081020" + "0041417F00" + "0402010204" + "4040404040" + "0001020400" // [\]^_`
        + "2054545478" + "7F48444438" + "3844444420" + "384444487F" + "3854545418" + "087E090102" + "0C5252523E" + "7F08040478" + "00447D4000" + "2040443D00" // a-j
        + "7F10284400" + "00417F4000" + "7C04180478" + "7C08040478" + "3844444438" + "7C14141408" + "081414187C" + "7C08040408" + "4854545420" + "043F444020" // k-t
        + "3C4040207C" + "1C2040201C" + "3C4030403C" + "4428102844" + "0C5050503C" + "4464544C44" // u-z
        + "0008364100" + "00007F0000" + "0041360800" + "0804081008"; // {|}~

    private static readonly ulong[] Letters =
        [.. Enumerable.Range(0, Ascii.Length / 10).Select(i => ulong.Parse(Ascii.AsSpan(i * 10, 10), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    /// <summary>
    /// Accents: two rows of five pixels, the highest bit of five at the left. The letters that have them are listed, since a server without ICU does not take
    /// them apart. What hangs below a letter is not drawn.
    /// </summary>
    private static readonly Accent[] Accents =
    [
        new('\u0300', 0b01000, 0b00100, "ÀÈÌǸÒÙàèìǹòù", "AEINOUaeinou"),
        new('\u0301', 0b00010, 0b00100, "ÁĆÉǴÍĹŃÓŔŚÚÝŹáćéǵíĺńóŕśúýź", "ACEGILNORSUYZacegilnorsuyz"),
        new('\u0302', 0b00100, 0b01010, "ÂĈÊĜĤÎĴÔŜÛŴŶâĉêĝĥîĵôŝûŵŷ", "ACEGHIJOSUWYaceghijosuwy"),
        new('\u0303', 0b01101, 0b10110, "ÃĨÑÕŨãĩñõũ", "AINOUainou"),
        new('\u0304', 0b00000, 0b01110, "ĀĒĪŌŪȲāēīōūȳ", "AEIOUYaeiouy"),
        new('\u0306', 0b10001, 0b01110, "ĂĔĞĬŎŬăĕğĭŏŭ", "AEGIOUaegiou"),
        new('\u0307', 0b00000, 0b00100, "ȦĊĖĠİȮŻȧċėġȯż", "ACEGIOZacegoz"),
        new('\u0308', 0b00000, 0b01010, "ÄËÏÖÜŸäëïöüÿ", "AEIOUYaeiouy"),
        new('\u030a', 0b01110, 0b01110, "ÅŮåů", "AUau"),
        new('\u030b', 0b01001, 0b10010, "ŐŰőű", "OUou"),
        new('\u030c', 0b01010, 0b00100, "ǍČĎĚǦȞǏǨĽŇǑŘŠŤǓŽǎčďěǧȟǐǰǩľňǒřšťǔž", "ACDEGHIKLNORSTUZacdeghijklnorstuz"),
        new('\u0327', 0b00000, 0b00000, "ÇȨĢĶĻŅŖŞŢçȩģķļņŗşţ", "CEGKLNRSTcegklnrst"),
        new('\u0328', 0b00000, 0b00000, "ĄĘĮǪŲąęįǫų", "AEIOUaeiou"),
    ];

    private static readonly FrozenDictionary<int, Glyph> Accented = Accents
        .SelectMany(accent => accent.Letters.Zip(accent.Plain, (letter, plain) => (Letter: (int)letter, Glyph: new Glyph(Letters[plain - ' ']) { Accent = accent })))
        .ToFrozenDictionary(each => each.Letter, each => each.Glyph);

    private static readonly FrozenDictionary<int, Accent> Combining = Accents.ToFrozenDictionary(accent => (int)accent.Combining);

    private static readonly FrozenDictionary<char, string> Spelled = (((char Letter, string Text)[])
    [
        ('ß', "ss"), ('æ', "ae"), ('Æ', "AE"), ('œ', "oe"), ('Œ', "OE"), ('ø', "o"), ('Ø', "O"), ('ł', "l"), ('Ł', "L"), ('đ', "d"), ('Đ', "D"),
        ('ı', "i"), ('–', "-"), ('—', "-"), ('‘', "'"), ('’', "'"), ('“', "\""), ('”', "\""), ('…', "..."),
    ]).ToFrozenDictionary(each => each.Letter, each => each.Text);

    /// <summary>The letters of a text. What is no letter but a command to a terminal or a line end is a space.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="limit">More letters are left out.</param>
    internal static IReadOnlyList<Glyph> Read(string text, int limit)
    {
        List<Glyph> glyphs = [];
        foreach (var rune in text.EnumerateRunes().Take(limit * 4))
        {
            if (Combining.TryGetValue(rune.Value, out var accent))
            {
                if (glyphs.Count > 0)
                {
                    glyphs[^1] = glyphs[^1] with { Accent = accent };
                }
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark))
            {
                glyphs.AddRange(GlyphsOf(rune));
            }

            if (glyphs.Count > limit)
            {
                return glyphs[..limit];
            }
        }

        return glyphs;
    }

    private static IEnumerable<Glyph> GlyphsOf(Rune rune) => rune switch
    {
        { IsBmp: true } when Spelled.TryGetValue((char)rune.Value, out var spelled) => spelled.Select(letter => new Glyph(Letters[letter - ' '])),
        _ when Accented.TryGetValue(rune.Value, out var accented) => [accented],
        { Value: >= ' ' and <= '~' } => [new Glyph(Letters[rune.Value - ' '])],
        _ when Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format => [new Glyph(Letters[0])],
        _ => [new Glyph(Unknown)],
    };

    /// <summary>A letter.</summary>
    /// <param name="Pixels">Five columns of eight bits, the first column highest, the upper pixel of each lowest.</param>
    internal readonly record struct Glyph(ulong Pixels)
    {
        internal Accent Accent { get; init; }

        /// <summary>Whether a pixel of the cell is lit.</summary>
        internal bool IsLit(int x, int y) => x < Columns && (y < AccentRows - 1
            ? (((y == 0 ? Accent.Above : Accent.Below) >> (Columns - 1 - x)) & 1) != 0
            : y is >= AccentRows and < AccentRows + Rows && ((Pixels >> ((Columns - 1 - x) * 8) >> (y - AccentRows)) & 1) != 0);
    }

    /// <summary>An accent, and the letters that have it.</summary>
    /// <param name="Combining">It alone, as it follows a letter.</param>
    /// <param name="Above">Its upper row.</param>
    /// <param name="Below">Its lower row.</param>
    /// <param name="Letters">The letters with it.</param>
    /// <param name="Plain">The same letters without it.</param>
    internal readonly record struct Accent(char Combining, byte Above, byte Below, string Letters, string Plain);
}
