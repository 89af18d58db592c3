using System.Security.Cryptography;

namespace FalconEye.Api.Auth;

/// <summary>
/// The code that makes the first administrator: the installer's (<c>SETUP_CODE</c>), or one that is made anew at each start. Who sits at
/// the server's machine needs none.
/// </summary>
internal sealed class SetupCode(ServerOptions options)
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>The code.</summary>
    internal string Value { get; } = options.Auth.SetupCode
        ?? $"{RandomNumberGenerator.GetString(Letters, 4)}-{RandomNumberGenerator.GetString(Letters, 4)}-{RandomNumberGenerator.GetString(Letters, 4)}";

    /// <summary>Whether a request has to name the code.</summary>
    internal bool IsNeededBy(HttpContext context) =>
        options.Auth.SetupCode is not null || options.Kubernetes is not null || !ClientAddress.IsThisMachine(context);

    /// <summary>Whether it is the code.</summary>
    internal bool Is(string? code) => code is not null && Secret.AreEqual(code.Trim(), Value);
}
