namespace FalconEye.Api.Detection;

/// <summary>An event about objects begins or ends.</summary>
/// <param name="Label">What was recognised.</param>
/// <param name="Name">The model's class.</param>
/// <param name="Begin">When it was first seen, UTC.</param>
/// <param name="End">When it was last seen, UTC; <see langword="null"/> at the beginning.</param>
/// <param name="Score">How sure the model was, at most.</param>
/// <param name="Box">Where it was in the picture of the beginning.</param>
/// <param name="Zone">The zone in which it was then; <see langword="null"/> without zones.</param>
internal sealed record ObjectChange(string Label, string Name, DateTime Begin, DateTime? End, double Score, ObjectBox Box, string? Zone);
