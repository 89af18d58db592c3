namespace FalconEye.Api.Auth.Tokens;

/// <summary>Tokens, newest first.</summary>
/// <param name="Tokens">The tokens.</param>
public sealed record TokenListResponse(IReadOnlyList<TokenResponse> Tokens);
