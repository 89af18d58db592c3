namespace FalconEye.Contracts.Detection;

/// <summary>A line that the detector writes: one when it is ready, and one for each picture.</summary>
public sealed record DetectorAnswer
{
    /// <summary>What it recognised in the picture; <see langword="null"/> in the line that says it is ready.</summary>
    public IReadOnlyList<FoundObject>? Objects { get; init; }

    /// <summary>What it took, in milliseconds: decoding, scaling and the model.</summary>
    public double Milliseconds { get; init; }

    /// <summary>The model, for people: which, and for pictures of what size. In the line that says it is ready.</summary>
    public string? Model { get; init; }

    /// <summary>Why the picture cannot be looked at.</summary>
    public string? Error { get; init; }
}
