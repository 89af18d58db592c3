namespace FalconEye.Detector.Outputs;

/// <summary>Leaves one box of those that a model gives for one object: non-maximum suppression, within each class.</summary>
internal static class BestBoxes
{
    private const float MaxOverlap = 0.5f;

    /// <summary>How many boxes are compared, and how many are returned: a picture that is made to fool a model must not cost more.</summary>
    private const int MaxCandidates = 1000;

    private const int MaxKept = 100;

    /// <summary>The boxes to tell, the surest first.</summary>
    internal static IReadOnlyList<ScoredBox> Of(IEnumerable<ScoredBox> boxes)
    {
        List<ScoredBox> kept = [];
        foreach (var box in boxes.OrderByDescending(box => box.Score).Take(MaxCandidates))
        {
            if (kept.Count < MaxKept && !kept.Exists(better => better.Class == box.Class && better.Overlap(box) > MaxOverlap))
            {
                kept.Add(box);
            }
        }

        return kept;
    }
}
