using FalconEye.Contracts.Detection;

namespace FalconEye.Api.Detection;

/// <summary>Where something is in a picture: coordinates from 0 to 1, from the upper left corner.</summary>
internal readonly record struct ObjectBox(double Left, double Top, double Right, double Bottom)
{
    private double Area => Math.Max(0, Right - Left) * Math.Max(0, Bottom - Top);

    /// <summary>The middle of its lower edge: where a person stands.</summary>
    internal (double X, double Y) Foot => (Math.Clamp((Left + Right) / 2, 0, 0.9999), Math.Clamp(Bottom, 0, 0.9999));

    internal static ObjectBox Of(FoundObject found) => new(
        Math.Clamp(found.X, 0, 1), Math.Clamp(found.Y, 0, 1), Math.Clamp(found.X + found.Width, 0, 1), Math.Clamp(found.Y + found.Height, 0, 1));

    /// <summary>The area that two boxes share, as a part of what they cover together.</summary>
    internal double Overlap(ObjectBox other)
    {
        var shared = new ObjectBox(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom)).Area;
        return shared == 0 ? 0 : shared / (Area + other.Area - shared);
    }

    /// <summary>Left, top, width and height, as clients get it.</summary>
    internal double[] ToArray() => [Left, Top, Math.Round(Right - Left, 4), Math.Round(Bottom - Top, 4)];
}
