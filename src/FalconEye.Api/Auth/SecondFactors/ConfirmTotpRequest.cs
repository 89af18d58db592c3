using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Auth.SecondFactors;

/// <summary>Proof that the authenticator app has the key.</summary>
public sealed record ConfirmTotpRequest
{
    /// <summary>The code that an authenticator app shows.</summary>
    [Required(ErrorMessage = "Enter the code that the app shows.")]
    [StringLength(16, ErrorMessage = "A code has six digits.")]
    public string? Code { get; init; }
}
