namespace FalconEye.Media.Motion;

/// <summary>Zones and masks of a picture.</summary>
public static class Polygon
{
    /// <summary>Whether a place is inside (even-odd rule).</summary>
    /// <param name="points">Pairs of coordinates from 0 to 1.</param>
    /// <param name="x">From 0 to 1, from the left.</param>
    /// <param name="y">From 0 to 1, from the top.</param>
    public static bool Contains(IReadOnlyList<IReadOnlyList<double>> points, double x, double y)
    {
        var isInside = false;
        for (int current = 0, previous = points.Count - 1; current < points.Count; previous = current++)
        {
            var (ax, ay, bx, by) = (points[current][0], points[current][1], points[previous][0], points[previous][1]);
            if ((ay > y) != (by > y) && x < ((bx - ax) * (y - ay) / (by - ay)) + ax)
            {
                isInside = !isInside;
            }
        }

        return isInside;
    }
}
