namespace FalconEye.Detector.Outputs;

/// <summary>
/// The output of YOLO as Ultralytics exports it (https://docs.ultralytics.com/modes/export/): middle, width and height of each box in pixels, then a score
/// for each class. Version 8 and later have a column for each box; version 5 a row, with a fifth number that all its scores are multiplied by.
/// </summary>
internal sealed class YoloOutput : IModelOutput
{
    private readonly int _classes;
    private readonly int _boxes;
    private readonly bool _hasObjectness;

    private YoloOutput(int classes, int boxes, bool hasObjectness) => (_classes, _boxes, _hasObjectness) = (classes, boxes, hasObjectness);

    /// <inheritdoc/>
    public string Name => _hasObjectness ? "YOLO, version 5" : "YOLO, version 8 or later";

    /// <inheritdoc/>
    public ModelColors Colors => ModelColors.Yolo;

    /// <summary>A reader for an output of this shape; <see langword="null"/> when it is not YOLO's.</summary>
    internal static YoloOutput? TryCreate(int classes, int rows, int columns) =>
        rows == 4 + classes && columns > rows ? new(classes, columns, hasObjectness: false)
        : columns == 5 + classes && rows > columns ? new(classes, rows, hasObjectness: true)
        : null;

    /// <inheritdoc/>
    public IEnumerable<ScoredBox> Read(float[] values, float minScore)
    {
        for (var box = 0; box < _boxes; box++)
        {
            var (best, score) = (0, float.MinValue);
            for (var number = 0; number < _classes; number++)
            {
                if (At(box, (_hasObjectness ? 5 : 4) + number) is var value && value > score)
                {
                    (best, score) = (number, value);
                }
            }

            score *= _hasObjectness ? At(box, 4) : 1;
            if (score >= minScore)
            {
                var (x, y, halfWidth, halfHeight) = (At(box, 0), At(box, 1), At(box, 2) / 2, At(box, 3) / 2);
                yield return new ScoredBox(best, score, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
            }
        }

        float At(int box, int number) => _hasObjectness ? values[(box * (5 + _classes)) + number] : values[(number * _boxes) + box];
    }
}
