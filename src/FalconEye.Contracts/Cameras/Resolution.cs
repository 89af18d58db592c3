using System.Globalization;

namespace FalconEye.Contracts.Cameras;

/// <summary>A frame's size in pixels, written <c>640x480</c>.</summary>
/// <param name="Width">From <see cref="Smallest"/> to <see cref="MaxWidth"/>.</param>
/// <param name="Height">From <see cref="Smallest"/> to <see cref="MaxHeight"/>.</param>
public readonly record struct Resolution(int Width, int Height)
{
    /// <summary>The smallest side.</summary>
    public const int Smallest = 16;

    /// <summary>8K.</summary>
    public const int MaxWidth = 7680;

    /// <summary>8K, upright too.</summary>
    public const int MaxHeight = 7680;

    /// <summary>What a size may be, for messages.</summary>
    public const string Allowed = "WIDTHxHEIGHT in pixels, each even and from 16 to 7680, for example 1280x720";

    /// <summary>Reads a size.</summary>
    /// <returns>
    /// The size, or <see langword="null"/> for what is not one. Odd sides are none: JPEG and H.264 with 4:2:0 colour need even ones.
    /// </returns>
    public static Resolution? TryParse(string? text)
    {
        var parts = text?.Split('x', 'X') ?? [];
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            && width is >= Smallest and <= MaxWidth
            && height is >= Smallest and <= MaxHeight
            && width % 2 == 0
            && height % 2 == 0
            ? new Resolution(width, height)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
}
