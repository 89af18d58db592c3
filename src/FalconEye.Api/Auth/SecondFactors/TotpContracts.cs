using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Auth.Passwords;

namespace FalconEye.Api.Auth.SecondFactors;

/// <summary>A new key for an authenticator app, shown once.</summary>
/// <param name="Key">To type.</param>
/// <param name="Uri">To scan.</param>
public sealed record TotpKeyResponse(string Key, string Uri);

/// <summary>Proof that the authenticator app has the key.</summary>
public sealed record ConfirmTotpRequest
{
    /// <summary>The code that an authenticator app shows.</summary>
    [Required(ErrorMessage = "Enter the code that the app shows.")]
    [StringLength(16, ErrorMessage = "A code has six digits.")]
    public string? Code { get; init; }
}

/// <summary>Codes for when the phone is lost, each good once, shown once.</summary>
/// <param name="Codes">The codes.</param>
public sealed record RecoveryCodesResponse(IReadOnlyList<string> Codes);

/// <summary>Both factors, before one of them is removed.</summary>
public sealed record RemoveTotpRequest
{
    /// <summary>The password.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(PasswordRules.MaxLength, ErrorMessage = "A password has at most 256 characters.")]
    public string? Password { get; init; }

    /// <summary>What the authenticator app shows, or a recovery code.</summary>
    [StringLength(32, ErrorMessage = "A code has at most 32 characters.")]
    public string? Code { get; init; }
}
