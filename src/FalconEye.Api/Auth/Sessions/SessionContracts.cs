namespace FalconEye.Api.Auth.Sessions;

/// <summary>One's logins, last used first.</summary>
/// <param name="Sessions">The logins.</param>
public sealed record SessionListResponse(IReadOnlyList<SessionResponse> Sessions);

/// <summary>A login in a browser.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When the user logged in.</param>
/// <param name="LastSeenAt">When it was last used.</param>
/// <param name="Address">Where from.</param>
/// <param name="Client">What the browser calls itself.</param>
/// <param name="Current">Whether it is the one that asks.</param>
public sealed record SessionResponse(Guid Id, DateTime CreatedAt, DateTime LastSeenAt, string Address, string Client, bool Current);
