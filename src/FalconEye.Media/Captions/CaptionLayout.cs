namespace FalconEye.Media.Captions;

/// <summary>How large a caption is in a picture of some size; draws it as white letters on black.</summary>
internal sealed class CaptionLayout
{
    private const byte Black = 16;
    private const byte White = 235;

    /// <summary>One letter's pixel for so many lines of the picture: a letter is then a fortieth of the height.</summary>
    private const int LinesOfPixel = 270;

    private const int MaxScale = 16;

    /// <summary>A date, which is not divided, has as many letters.</summary>
    private const int FewestColumns = 10;

    private readonly Caption _caption;
    private readonly int _scale;
    private readonly int _columns;

    internal CaptionLayout(Caption caption, int width, int height)
    {
        _caption = caption;
        _scale = Math.Clamp((height + (LinesOfPixel / 2)) / LinesOfPixel, 1, MaxScale);
        _columns = Math.Max(FewestColumns, ((width / _scale) - 2) / PixelFont.CellWidth);
        var lines = caption.LinesAt(DateTime.UnixEpoch, _columns);
        Width = Even(_scale * ((lines.Max(line => line.Count) * PixelFont.CellWidth) + 2));
        Height = Even(_scale * ((lines.Count * PixelFont.CellHeight) + 1));
    }

    /// <summary>Pixels; even.</summary>
    internal int Width { get; }

    /// <summary>Pixels; even.</summary>
    internal int Height { get; }

    /// <summary>Draws the caption of a time: a byte of brightness for each pixel, line by line.</summary>
    internal byte[] Draw(DateTime moment)
    {
        var pixels = new byte[Width * Height];
        pixels.AsSpan().Fill(Black);
        var lines = _caption.LinesAt(moment, _columns);
        for (var y = 0; y < Height; y++)
        {
            var (line, row) = Math.DivRem(y / _scale, PixelFont.CellHeight);
            for (var x = _scale; line < lines.Count && x < Width; x++)
            {
                var (column, pixel) = Math.DivRem((x / _scale) - 1, PixelFont.CellWidth);
                if (column < lines[line].Count && lines[line][column].IsLit(pixel, row))
                {
                    pixels[(y * Width) + x] = White;
                }
            }
        }

        return pixels;
    }

    private static int Even(int value) => (value + 1) & ~1;
}
