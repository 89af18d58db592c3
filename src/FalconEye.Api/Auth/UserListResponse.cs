namespace FalconEye.Api.Auth;

/// <summary>The people who may log in, by name.</summary>
/// <param name="Users">The people.</param>
public sealed record UserListResponse(IReadOnlyList<AccountResponse> Users);
