namespace FalconEye.Api.Chat;

/// <summary>Whether the assistant can answer.</summary>
/// <param name="Status"><c>ok</c>, or <c>unconfigured</c> without a key.</param>
/// <param name="Configured">Whether it has a key.</param>
/// <param name="Model">The model that answers.</param>
public sealed record ChatHealthResponse(string Status, bool Configured, string Model);
