namespace FalconEye.Api.Detection;

/// <summary>Which objects are looked for at a camera, as clients see it and as it is stored.</summary>
public sealed record CameraObjects
{
    /// <summary>Whether objects are looked for while something moves.</summary>
    public bool Enabled { get; init; }

    /// <summary>What becomes an event: <c>person</c>, <c>vehicle</c> or <c>animal</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = ObjectLabels.All;

    /// <summary>How sure the model must be, 0.3 to 0.95.</summary>
    public double MinScore { get; init; } = 0.5;

    /// <summary>What is wrong; <see langword="null"/> when nothing is.</summary>
    internal string? FindProblem() =>
        Labels is null or [] || Labels.Any(label => !ObjectLabels.All.Contains(label))
            ? $"motion.objects.labels is a list of at least one of {string.Join(", ", ObjectLabels.All)}."
        : MinScore is not (>= 0.3 and <= 0.95) ? "motion.objects.min_score is a number from 0.3 to 0.95."
        : null;
}
