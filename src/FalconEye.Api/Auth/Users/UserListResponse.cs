namespace FalconEye.Api.Auth.Users;

/// <summary>The users who may log in, by name.</summary>
/// <param name="Users">The users.</param>
public sealed record UserListResponse(IReadOnlyList<AccountResponse> Users);
