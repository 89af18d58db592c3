using FalconEye.Api.Auth.Users;

namespace FalconEye.Api.Auth;

/// <summary>What a browser must know before anything else.</summary>
/// <param name="Mode">Whether the server asks who is calling.</param>
/// <param name="SetupRequired">No one can log in yet: the first administrator is to be made.</param>
/// <param name="SetupCodeRequired">That needs the code which the server logs.</param>
/// <param name="LoginWith">The name of the provider that users may also log in with, at <c>/api/auth/oidc/login</c>.</param>
/// <param name="User">Who is logged in.</param>
public sealed record AuthStatusResponse(AuthMode Mode, bool SetupRequired, bool SetupCodeRequired, string? LoginWith, AccountResponse? User);
