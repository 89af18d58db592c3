namespace FalconEye.Media.Motion;

/// <summary>Which pixels of a small picture a polygon contains.</summary>
internal static class PixelArea
{
    /// <summary>Fills a polygon, by whether the middle of each pixel is inside (even-odd rule).</summary>
    /// <param name="points">Pairs of coordinates from 0 to 1.</param>
    /// <param name="width">Of the picture, in pixels.</param>
    /// <param name="height">Of the picture, in pixels.</param>
    internal static bool[] Fill(IReadOnlyList<IReadOnlyList<double>> points, int width, int height)
    {
        var inside = new bool[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                inside[(y * width) + x] = Polygon.Contains(points, (x + 0.5) / width, (y + 0.5) / height);
            }
        }

        return inside;
    }
}
