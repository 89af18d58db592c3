namespace FalconEye.Api.Auth.Sessions;

/// <summary>One's logins, last used first.</summary>
/// <param name="Sessions">The logins.</param>
public sealed record SessionListResponse(IReadOnlyList<SessionResponse> Sessions);
