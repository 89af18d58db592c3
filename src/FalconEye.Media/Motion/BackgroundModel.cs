namespace FalconEye.Media.Motion;

/// <summary>
/// What each pixel usually looks like: a running mean and a running mean deviation. A pixel that differs from its mean by more than its own
/// deviation explains is foreground. Leaves, water and noise raise the deviation of their pixels and so stop being foreground.
/// </summary>
/// <param name="pixels">How many pixels a picture has.</param>
internal sealed class BackgroundModel(int pixels)
{
    /// <summary>The number of pictures that are averaged at the beginning, before the slow rates apply.</summary>
    internal const int LearningPictures = 10;

    private const float FirstDeviation = 6;
    private const float SmallestDeviation = 2;
    private const float MostDeviation = 40;
    private const float MeanRate = 0.04f;

    /// <summary>What stands still where it came becomes background, within about two minutes at two pictures a second.</summary>
    private const float ForegroundMeanRate = 0.008f;

    private const float DeviationRate = 0.05f;
    private const float ForegroundDeviationRate = 0.03f;

    private readonly float[] _mean = new float[pixels];
    private readonly float[] _deviation = new float[pixels];
    private int _learned;

    /// <summary>Whether it has seen enough pictures to judge.</summary>
    internal bool IsReady => _learned >= LearningPictures;

    /// <summary>Begins again with a picture.</summary>
    internal void Reset(ReadOnlySpan<byte> picture)
    {
        for (var i = 0; i < pixels; i++)
        {
            (_mean[i], _deviation[i]) = (picture[i], FirstDeviation);
        }

        _learned = 1;
    }

    /// <summary>Marks the foreground.</summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="brightness">By how much the whole picture is brighter than the background.</param>
    /// <param name="threshold">The smallest difference that counts.</param>
    /// <param name="factor">How many deviations a difference must exceed.</param>
    /// <param name="foreground">Gets the marks.</param>
    internal void Mark(ReadOnlySpan<byte> picture, float brightness, float threshold, float factor, bool[] foreground)
    {
        for (var i = 0; i < pixels; i++)
        {
            foreground[i] = MathF.Abs(picture[i] - brightness - _mean[i]) > threshold + (factor * (_deviation[i] - SmallestDeviation));
        }
    }

    /// <summary>The middle difference to the background: what a change of the light does to all pixels.</summary>
    internal float BrightnessOf(ReadOnlySpan<byte> picture)
    {
        Span<int> counts = stackalloc int[511];
        for (var i = 0; i < pixels; i++)
        {
            counts[Math.Clamp((int)MathF.Round(picture[i] - _mean[i]), -255, 255) + 255]++;
        }

        var (seen, value) = (0, 0);
        while (seen <= pixels / 2)
        {
            seen += counts[value++];
        }

        return value - 256;
    }

    /// <summary>The standard deviation of all pixels' means: little at dusk and in fog.</summary>
    internal float Contrast()
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var mean in _mean)
        {
            sum += mean;
            squares += mean * mean;
        }

        var middle = sum / pixels;
        return (float)Math.Sqrt(Math.Max(0, (squares / pixels) - (middle * middle)));
    }

    /// <summary>Takes a picture into account.</summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="foreground">What was marked in it: learned more slowly.</param>
    internal void Learn(ReadOnlySpan<byte> picture, bool[] foreground)
    {
        var isFirst = !IsReady;
        var first = 1f / (_learned + 1);
        for (var i = 0; i < pixels; i++)
        {
            var difference = picture[i] - _mean[i];
            var (mean, deviation) = isFirst ? (first, first)
                : foreground[i] ? (ForegroundMeanRate, ForegroundDeviationRate)
                : (MeanRate, DeviationRate);
            _mean[i] += mean * difference;
            _deviation[i] = Math.Clamp(_deviation[i] + (deviation * (MathF.Abs(difference) - _deviation[i])), SmallestDeviation, MostDeviation);
        }

        _learned = Math.Min(_learned + 1, LearningPictures);
    }
}
