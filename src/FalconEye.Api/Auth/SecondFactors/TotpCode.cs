using OtpNet;

namespace FalconEye.Api.Auth.SecondFactors;

/// <summary>
/// Codes of authenticator apps (RFC 6238). Identity's own check does not tell which half minute a code is of, which must be known so that
/// none is accepted twice (section 5.2); Otp.NET does.
/// </summary>
internal static class TotpCode
{
    /// <summary>The half minute before and the one after: clocks differ, and users type.</summary>
    private static readonly VerificationWindow Neighbours = new(previous: 1, future: 1);

    /// <summary>The half minute that a code is of: the present one, or a neighbour of it.</summary>
    /// <returns><see langword="null"/> when it is of none of them.</returns>
    internal static long? StepOf(string code, string key, DateTimeOffset now) =>
        new Totp(Base32Encoding.ToBytes(key)).VerifyTotp(now.UtcDateTime, code, out var step, Neighbours) ? step : null;
}
