namespace FalconEye.Api.Chat.Proposals;

/// <summary>A field that would change.</summary>
/// <param name="Field">Its name on the wire.</param>
/// <param name="Before">Its value now; null for none.</param>
/// <param name="After">Its value then; null for none.</param>
public sealed record FieldChange(string Field, string? Before = null, string? After = null);
