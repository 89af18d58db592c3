using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Motion;

/// <summary>
/// Looks for motion in small grey pictures that come about twice a second. It compares each with a background that it learns; what changes
/// everywhere at once is light, or another scene, and no motion. It knows no clock and no camera: the same pictures give the same answers.
/// </summary>
public sealed class MotionDetector
{
    /// <summary>Of the pictures, in pixels.</summary>
    public const int Width = 160;

    /// <summary>Of the pictures, in pixels.</summary>
    public const int Height = 90;

    /// <summary>Who looks at what moves needs no more of it.</summary>
    private const int MostAreas = 10;

    /// <summary>When so much of the picture differs, it is another scene: a lamp, a night switch, a camera that was turned.</summary>
    private const double SceneChange = 0.5;

    private const float DeviationFactor = 3;

    /// <summary>The deviation of all pixels in a picture of full contrast; a scene at dusk or in fog has less, and so has what moves in it.</summary>
    private const float FullContrast = 45;

    /// <summary>The threshold falls with the contrast to this part, not further: below is noise.</summary>
    private const float LeastPart = 0.35f;

    private readonly BackgroundModel _background = new(Width * Height);
    private readonly MovingAreas _areas = new(Width, Height);
    private readonly bool[] _foreground = new bool[Width * Height];
    private readonly List<(string? Name, bool[] Pixels)> _zones = [];
    private readonly float _threshold;
    private readonly int _minPixels;
    private bool _hasBackground;

    /// <summary>Makes a detector.</summary>
    /// <param name="settings">What to look for.</param>
    public MotionDetector(MotionSettings settings)
    {
        // From 40 grey levels at a sensitivity of 1 to 8 at 100.
        _threshold = 40 - (32 * (Math.Clamp(settings.Sensitivity, 1, 100) - 1) / 99f);
        _minPixels = Math.Max(4, (int)Math.Round(settings.MinAreaPercent / 100 * Width * Height));
        var masked = new bool[Width * Height];
        foreach (var mask in settings.Masks)
        {
            Or(masked, PixelArea.Fill(mask, Width, Height));
        }

        foreach (var zone in settings.Zones)
        {
            _zones.Add((zone.Name, Without(PixelArea.Fill(zone.Points, Width, Height), masked)));
        }

        if (_zones.Count == 0)
        {
            var whole = new bool[Width * Height];
            Array.Fill(whole, true);
            _zones.Add((null, Without(whole, masked)));
        }
    }

    /// <summary>Looks at the next picture.</summary>
    /// <param name="picture"><see cref="Width"/> times <see cref="Height"/> grey values, row by row.</param>
    public MotionSample Look(ReadOnlySpan<byte> picture)
    {
        if (!_hasBackground)
        {
            _background.Reset(picture);
            _hasBackground = true;
            return default;
        }

        var threshold = _threshold * Math.Clamp(_background.Contrast() / FullContrast, LeastPart, 1);
        _background.Mark(picture, _background.BrightnessOf(picture), threshold, DeviationFactor, _foreground);
        if (ShareOfForeground() > SceneChange)
        {
            _background.Reset(picture);
            return default;
        }

        var sample = _background.IsReady ? LargestInZones() : default;
        _background.Learn(picture, _foreground);
        return sample;
    }

    private MotionSample LargestInZones()
    {
        var (largest, zone) = (0, (string?)null);
        List<MarkedArea> areas = [];
        foreach (var (name, pixels) in _zones)
        {
            foreach (var area in _areas.FindIn(_foreground, pixels))
            {
                areas.Add(area);
                (largest, zone) = area.Size > largest ? (area.Size, name) : (largest, zone);
            }
        }

        return new MotionSample(largest / (double)(Width * Height), zone, largest >= _minPixels)
        {
            Areas = [.. areas.OrderByDescending(area => area.Size).Take(MostAreas).Select(PartOfPicture)],
        };
    }

    private MovingArea PartOfPicture(MarkedArea area) => new(
        area.Left / (double)Width,
        area.Top / (double)Height,
        (area.Right - area.Left + 1) / (double)Width,
        (area.Bottom - area.Top + 1) / (double)Height,
        area.Size >= _minPixels);

    private double ShareOfForeground()
    {
        var count = 0;
        foreach (var isForeground in _foreground)
        {
            count += isForeground ? 1 : 0;
        }

        return count / (double)_foreground.Length;
    }

    private static void Or(bool[] all, bool[] more)
    {
        for (var i = 0; i < all.Length; i++)
        {
            all[i] |= more[i];
        }
    }

    private static bool[] Without(bool[] all, bool[] masked)
    {
        for (var i = 0; i < all.Length; i++)
        {
            all[i] &= !masked[i];
        }

        return all;
    }
}
