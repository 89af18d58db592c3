namespace FalconEye.Api.Health;

/// <summary>The server runs.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="Timestamp">Its clock.</param>
public sealed record HealthResponse(string Status, DateTimeOffset Timestamp);
