namespace FalconEye.Detector.Outputs;

/// <summary>
/// The output of NanoDet (https://github.com/RangiLyu/nanodet): for each place of its grids a score for each class, then for each of the four sides how
/// likely each of some distances is, in cells of the grid. The distance is their mean.
/// </summary>
internal sealed class NanoDetOutput : IModelOutput
{
    /// <summary>The pixels of a cell, in the grids of the first NanoDet; the later "Plus" has one grid more.</summary>
    private static readonly int[] Strides = [8, 16, 32];

    private static readonly int[] PlusStrides = [8, 16, 32, 64];

    private readonly int _width;
    private readonly int _height;
    private readonly int _classes;
    private readonly int _bins;
    private readonly int[] _strides;
    private readonly float _middle;

    private NanoDetOutput(int width, int height, int classes, int bins, int[] strides)
    {
        (_width, _height, _classes, _bins, _strides) = (width, height, classes, bins, strides);

        // Distances are from the middle of a cell, in NanoDet-Plus from its corner.
        _middle = strides.Length == Strides.Length ? 0.5f : 0;
    }

    /// <inheritdoc/>
    public string Name => _strides.Length == Strides.Length ? "NanoDet" : "NanoDet-Plus";

    /// <inheritdoc/>
    public ModelColors Colors => ModelColors.NanoDet;

    /// <summary>A reader for an output of this shape; <see langword="null"/> when it is not NanoDet's.</summary>
    internal static NanoDetOutput? TryCreate(int width, int height, int classes, int places, int values)
    {
        var bins = (values - classes) / 4;
        return bins < 2 || classes + (bins * 4) != values ? null
            : places == PlacesOf(Strides, width, height) ? new(width, height, classes, bins, Strides)
            : places == PlacesOf(PlusStrides, width, height) ? new(width, height, classes, bins, PlusStrides)
            : null;
    }

    /// <inheritdoc/>
    public IEnumerable<ScoredBox> Read(float[] values, float minScore)
    {
        var start = 0;
        foreach (var stride in _strides)
        {
            var (across, down) = (Cells(_width, stride), Cells(_height, stride));
            for (var place = 0; place < across * down; place++, start += _classes + (_bins * 4))
            {
                if (BestOf(values.AsSpan(start, _classes)) is var (number, score) && score >= minScore)
                {
                    var (x, y) = ((place % across + _middle) * stride, (place / across + _middle) * stride);
                    yield return new ScoredBox(number, score, x - Side(0), y - Side(1), x + Side(2), y + Side(3));
                }

                float Side(int index) => Mean(values.AsSpan(start + _classes + (index * _bins), _bins)) * stride;
            }
        }
    }

    private static (int Number, float Score) BestOf(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var index = 1; index < scores.Length; index++)
        {
            best = scores[index] > scores[best] ? index : best;
        }

        return (best, scores[best]);
    }

    /// <summary>The expected distance: softmax of the weights, as probabilities of 0, 1, 2, ... cells.</summary>
    private static float Mean(ReadOnlySpan<float> weights)
    {
        var largest = float.MinValue;
        foreach (var weight in weights)
        {
            largest = Math.Max(largest, weight);
        }

        float sum = 0, mean = 0;
        for (var index = 0; index < weights.Length; index++)
        {
            var likelihood = MathF.Exp(weights[index] - largest);
            sum += likelihood;
            mean += likelihood * index;
        }

        return mean / sum;
    }

    private static int PlacesOf(int[] strides, int width, int height) => strides.Sum(stride => Cells(width, stride) * Cells(height, stride));

    private static int Cells(int size, int stride) => (size + stride - 1) / stride;
}
