using FalconEye.Contracts.Cameras;
using FalconEye.Media.Motion;

namespace FalconEye.Media.Tests.Motion;

/// <summary>The detector on made-up pictures: noise of a small camera, and what each test adds to it.</summary>
public sealed class DetectingMotion
{
    private const int Learning = 20;
    private readonly Random _random = new(1);

    [Fact]
    public void Something_that_passes_is_seen_from_its_first_picture_to_its_last()
    {
        var detector = new MotionDetector(new MotionSettings());
        Learn(detector);

        for (var step = 0; step < 10; step++)
        {
            Assert.True(detector.Look(Picture(block: (20 + (step * 10), 40, 8, 16))).IsMoving);
        }

        Assert.False(detector.Look(Picture()).IsMoving);
    }

    [Fact]
    public void What_moves_is_said_with_its_place_and_whether_it_counts()
    {
        var detector = new MotionDetector(new MotionSettings { MinAreaPercent = 1 });
        Learn(detector);

        var largest = detector.Look(Picture(block: (16, 45, 32, 18))).Areas[0];

        Assert.True(largest.Counts);
        Assert.InRange(largest.Left, 0.09, 0.11);
        Assert.InRange(largest.Top, 0.48, 0.52);
        Assert.InRange(largest.Width, 0.19, 0.22);
        Assert.InRange(largest.Height, 0.18, 0.22);
        Assert.False(Assert.Single(detector.Look(Picture(block: (100, 20, 8, 8))).Areas, area => area.Left > 0.5).Counts);
    }

    [Fact]
    public void Noise_a_slow_dusk_and_a_lamp_are_no_motion()
    {
        var detector = new MotionDetector(new MotionSettings());
        Learn(detector);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.False(detector.Look(Picture()).IsMoving));
        Assert.All(Enumerable.Range(0, 100), step => Assert.False(detector.Look(Picture(brightness: 120 - (step / 2))).IsMoving));
        Assert.All(Enumerable.Range(0, 50), _ => Assert.False(detector.Look(Picture(brightness: 180)).IsMoving));
    }

    [Fact]
    public void Leaves_that_sway_become_background_and_something_before_them_is_seen()
    {
        var detector = new MotionDetector(new MotionSettings());
        Learn(detector);
        for (var step = 0; step < 60; step++)
        {
            detector.Look(Picture(sway: step));
        }

        Assert.All(Enumerable.Range(60, 60), step => Assert.False(detector.Look(Picture(sway: step)).IsMoving));
        Assert.True(detector.Look(Picture(sway: 120, block: (40, 20, 20, 30))).IsMoving);
    }

    [Fact]
    public void What_stands_still_becomes_background()
    {
        var detector = new MotionDetector(new MotionSettings());
        Learn(detector);

        Assert.True(detector.Look(Picture(block: (60, 40, 20, 20))).IsMoving);
        for (var step = 0; step < 600; step++)
        {
            detector.Look(Picture(block: (60, 40, 20, 20)));
        }

        Assert.False(detector.Look(Picture(block: (60, 40, 20, 20))).IsMoving);
    }

    [Fact]
    public void Zones_and_masks_say_where_to_look()
    {
        var left = new MotionZone("Left", Rectangle(0, 0, 0.5, 1));
        var right = new MotionZone("Right", Rectangle(0.5, 0, 1, 1));
        var detector = new MotionDetector(new MotionSettings { Zones = [left, right], Masks = [Rectangle(0, 0, 1, 0.5)] });
        Learn(detector);

        Assert.Equal("Left", detector.Look(Picture(block: (20, 60, 10, 20))).Zone);
        Assert.Equal("Right", detector.Look(Picture(block: (120, 60, 10, 20))).Zone);
        Assert.False(detector.Look(Picture(block: (120, 10, 10, 20))).IsMoving);
    }

    [Fact]
    public void Sensitivity_and_the_smallest_area_decide_what_counts()
    {
        Assert.True(Sees(new MotionSettings { Sensitivity = 80 }, contrast: 25));
        Assert.False(Sees(new MotionSettings { Sensitivity = 5 }, contrast: 25));
        Assert.False(Sees(new MotionSettings { MinAreaPercent = 2 }, contrast: 80));

        bool Sees(MotionSettings settings, int contrast)
        {
            var detector = new MotionDetector(settings);
            Learn(detector);
            return detector.Look(Picture(block: (60, 40, 8, 16), contrast: contrast)).IsMoving;
        }
    }

    [Fact]
    public void At_dusk_what_moves_differs_less_and_is_seen_and_noise_is_not()
    {
        var detector = new MotionDetector(new MotionSettings());
        Learn(detector, light: 0.3);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.False(detector.Look(Picture(light: 0.3)).IsMoving));
        Assert.True(detector.Look(Picture(block: (60, 40, 8, 16), contrast: 60, light: 0.3)).IsMoving);
    }

    private void Learn(MotionDetector detector, double light = 1)
    {
        for (var count = 0; count < Learning; count++)
        {
            detector.Look(Picture(light: light));
        }
    }

    private static double[][] Rectangle(double left, double top, double right, double bottom) => [[left, top], [right, top], [right, bottom], [left, bottom]];

    private byte[] Picture(int brightness = 120, (int X, int Y, int Width, int Height)? block = null, int contrast = 80, int? sway = null, double light = 1)
    {
        var picture = new byte[MotionDetector.Width * MotionDetector.Height];
        for (var i = 0; i < picture.Length; i++)
        {
            var (x, y) = (i % MotionDetector.Width, i / MotionDetector.Width);
            var value = brightness + ((x + y) % 20 * 8) - 76;
            if (sway is { } phase && x is >= 30 and < 80)
            {
                value += ((x / 3) + phase) % 2 * 40;
            }

            if (block is { } area && x >= area.X && x < area.X + area.Width && y >= area.Y && y < area.Y + area.Height)
            {
                value -= contrast;
            }

            picture[i] = (byte)Math.Clamp((value * light) + _random.Next(-3, 4), 0, 255);
        }

        return picture;
    }
}
