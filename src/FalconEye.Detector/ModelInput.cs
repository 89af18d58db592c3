namespace FalconEye.Detector;

/// <summary>
/// The picture as a model takes it: as large as fits, in the upper left corner; red, green and blue (or the other way round) as three planes of numbers.
/// </summary>
/// <param name="width">Of the model's input, in pixels.</param>
/// <param name="height">Of the model's input, in pixels.</param>
/// <param name="colors">How the model takes colours.</param>
internal sealed class ModelInput(int width, int height, ModelColors colors)
{
    private readonly float[] _values = new float[3 * width * height];

    internal int Width => width;

    internal int Height => height;

    /// <summary>Three planes, of rows.</summary>
    internal float[] Values => _values;

    /// <summary>Fills it.</summary>
    /// <returns>How many of the model's pixels one of the picture is.</returns>
    internal double Fill(Picture picture)
    {
        var scale = Math.Min((double)width / picture.Width, (double)height / picture.Height);
        var (across, down) = ((int)Math.Round(picture.Width * scale), (int)Math.Round(picture.Height * scale));
        (across, down) = (Math.Clamp(across, 1, width), Math.Clamp(down, 1, height));
        FillAround();
        var small = picture.HalvedTo(across, down);
        var (columns, rows) = (Steps(across, small.Width), Steps(down, small.Height));
        for (var y = 0; y < down; y++)
        {
            var upper = small.Pixels.AsSpan(rows[y].First * small.Width * 3, small.Width * 3);
            var lower = small.Pixels.AsSpan(rows[y].Second * small.Width * 3, small.Width * 3);
            for (var color = 0; color < 3; color++)
            {
                var (channel, mean, factor) = (colors.IsBlueFirst ? 2 - color : color, colors.Means[color], 1 / colors.Deviations[color]);
                var target = _values.AsSpan((color * height + y) * width, across);
                for (var x = 0; x < across; x++)
                {
                    var step = columns[x];
                    var (left, right) = ((step.First * 3) + channel, (step.Second * 3) + channel);
                    var above = upper[left] + ((upper[right] - upper[left]) * step.Part);
                    var below = lower[left] + ((lower[right] - lower[left]) * step.Part);
                    target[x] = (above + ((below - above) * rows[y].Part) - mean) * factor;
                }
            }
        }

        return scale;
    }

    private void FillAround()
    {
        for (var color = 0; color < 3; color++)
        {
            _values.AsSpan(color * width * height, width * height).Fill((colors.Around - colors.Means[color]) / colors.Deviations[color]);
        }
    }

    /// <summary>Between which two pixels each of the new ones lies: the middle of one falls on the middle of the other.</summary>
    private static Step[] Steps(int count, int source)
    {
        var steps = new Step[count];
        for (var index = 0; index < count; index++)
        {
            var place = Math.Clamp(((index + 0.5) * source / count) - 0.5, 0, source - 1);
            var first = (int)place;
            steps[index] = new Step(first, Math.Min(first + 1, source - 1), (float)(place - first));
        }

        return steps;
    }

    private readonly record struct Step(int First, int Second, float Part);
}

/// <summary>How a model takes colours, each from 0 to 255 before.</summary>
/// <param name="IsBlueFirst">Whether the first plane is blue, not red.</param>
/// <param name="Means">What is subtracted in each plane.</param>
/// <param name="Deviations">By what is divided in each plane.</param>
/// <param name="Around">The grey beside the picture.</param>
internal sealed record ModelColors(bool IsBlueFirst, IReadOnlyList<float> Means, IReadOnlyList<float> Deviations, float Around)
{
    /// <summary>NanoDet's (its configuration, "normalize").</summary>
    internal static ModelColors NanoDet { get; } = new(true, [103.53f, 116.28f, 123.675f], [57.375f, 57.12f, 58.395f], 0);

    /// <summary>YOLO's.</summary>
    internal static ModelColors Yolo { get; } = new(false, [0, 0, 0], [255, 255, 255], 114);
}
