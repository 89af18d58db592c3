namespace FalconEye.Detector.Outputs;

/// <summary>Reads what a kind of model says of a picture.</summary>
internal interface IModelOutput
{
    /// <summary>What kind it is, for people.</summary>
    string Name { get; }

    /// <summary>How such models take colours.</summary>
    ModelColors Colors { get; }

    /// <summary>All boxes whose score is at least as large as asked, in pixels of the model's input; several for one object.</summary>
    IEnumerable<ScoredBox> Read(float[] values, float minScore);
}

/// <summary>Where a model believes something to be.</summary>
/// <param name="Class">The number of its class.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Left">In pixels.</param>
/// <param name="Top">In pixels.</param>
/// <param name="Right">In pixels.</param>
/// <param name="Bottom">In pixels.</param>
internal readonly record struct ScoredBox(int Class, float Score, float Left, float Top, float Right, float Bottom)
{
    internal float Area => Math.Max(0, Right - Left) * Math.Max(0, Bottom - Top);

    /// <summary>The area that two boxes share, as a part of what they cover together.</summary>
    internal float Overlap(ScoredBox other)
    {
        var shared = this with
        {
            Left = Math.Max(Left, other.Left),
            Top = Math.Max(Top, other.Top),
            Right = Math.Min(Right, other.Right),
            Bottom = Math.Min(Bottom, other.Bottom),
        };
        return shared.Area == 0 ? 0 : shared.Area / (Area + other.Area - shared.Area);
    }
}
