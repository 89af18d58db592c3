namespace FalconEye.Api.Auth.Tokens;

/// <summary>A token that was just made.</summary>
/// <param name="Token">The token; it cannot be shown again.</param>
/// <param name="Details">What it is for.</param>
public sealed record NewTokenResponse(string Token, TokenResponse Details);
