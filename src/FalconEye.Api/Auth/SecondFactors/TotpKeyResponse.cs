namespace FalconEye.Api.Auth.SecondFactors;

/// <summary>A new key for an authenticator app, shown once.</summary>
/// <param name="Key">To type.</param>
/// <param name="Uri">To scan.</param>
public sealed record TotpKeyResponse(string Key, string Uri);
