namespace FalconEye.Api.Auth.Links;

/// <summary>A link that opens without a login.</summary>
/// <param name="Url">The path with its signature.</param>
/// <param name="ExpiresAt">Until when it can be opened.</param>
public sealed record LinkResponse(string Url, DateTimeOffset ExpiresAt);
