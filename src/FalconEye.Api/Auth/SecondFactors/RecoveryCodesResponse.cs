namespace FalconEye.Api.Auth.SecondFactors;

/// <summary>Codes for when the phone is lost, each good once, shown once.</summary>
/// <param name="Codes">The codes.</param>
public sealed record RecoveryCodesResponse(IReadOnlyList<string> Codes);
