namespace FalconEye.Contracts.Detection;

/// <summary>Something that a detector recognised in a picture.</summary>
/// <param name="Name">Its class, by the model's name for it: <c>person</c>, <c>car</c>.</param>
/// <param name="Score">How sure the model is, 0 to 1.</param>
/// <param name="X">The left edge of its box, 0 to 1 of the picture's width.</param>
/// <param name="Y">The upper edge of its box, 0 to 1 of the picture's height.</param>
/// <param name="Width">The width of its box, as a part of the picture's.</param>
/// <param name="Height">The height of its box, as a part of the picture's.</param>
public sealed record FoundObject(string Name, double Score, double X, double Y, double Width, double Height);
