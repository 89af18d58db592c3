namespace FalconEye.Media.Motion;

/// <summary>Finds connected areas of marked pixels in a small picture.</summary>
/// <param name="width">In pixels.</param>
/// <param name="height">In pixels.</param>
internal sealed class MovingAreas(int width, int height)
{
    /// <summary>
    /// A pixel stays marked when at least this many of the nine pixels around and including it are: single ones are noise.
    /// </summary>
    private const int Neighbours = 4;

    private readonly bool[] _clean = new bool[width * height];
    private readonly bool[] _seen = new bool[width * height];
    private readonly int[] _stack = new int[width * height];

    /// <summary>The areas within some pixels.</summary>
    /// <param name="marked">The marked pixels.</param>
    /// <param name="within">Where to look.</param>
    internal List<MarkedArea> FindIn(bool[] marked, bool[] within)
    {
        Clean(marked, within);
        Array.Clear(_seen);
        List<MarkedArea> areas = [];
        for (var start = 0; start < _clean.Length; start++)
        {
            if (_clean[start] && !_seen[start])
            {
                areas.Add(AreaFrom(start));
            }
        }

        return areas;
    }

    private void Clean(bool[] marked, bool[] within)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var count = 0;
                for (var near = Math.Max(0, y - 1); near <= Math.Min(height - 1, y + 1); near++)
                {
                    for (var beside = Math.Max(0, x - 1); beside <= Math.Min(width - 1, x + 1); beside++)
                    {
                        count += marked[(near * width) + beside] ? 1 : 0;
                    }
                }

                _clean[(y * width) + x] = count >= Neighbours && within[(y * width) + x];
            }
        }
    }

    private MarkedArea AreaFrom(int start)
    {
        var (area, top) = (new MarkedArea(0, width, height, 0, 0), 0);
        Push(start);
        while (top > 0)
        {
            var pixel = _stack[--top];
            var (x, y) = (pixel % width, pixel / width);
            area = new MarkedArea(
                area.Size + 1, Math.Min(area.Left, x), Math.Min(area.Top, y), Math.Max(area.Right, x), Math.Max(area.Bottom, y));
            for (var near = Math.Max(0, y - 1); near <= Math.Min(height - 1, y + 1); near++)
            {
                for (var beside = Math.Max(0, x - 1); beside <= Math.Min(width - 1, x + 1); beside++)
                {
                    Push((near * width) + beside);
                }
            }
        }

        return area;

        void Push(int pixel)
        {
            if (_clean[pixel] && !_seen[pixel])
            {
                _seen[pixel] = true;
                _stack[top++] = pixel;
            }
        }
    }
}
