using System.Security.Cryptography;
using FalconEye.Api.Auth.Keys;

namespace FalconEye.Api.Auth.Login;

/// <summary>
/// The code that creates the first administrator: the installer's (<c>SETUP_CODE</c>), or a new one at each start. Every request needs it:
/// a connection from this machine may be another user's, a proxy's or a tunnel's.
/// </summary>
internal sealed class SetupCode(ServerOptions options)
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    internal string Value { get; } = options.Auth.SetupCode
        ?? $"{RandomNumberGenerator.GetString(Letters, 4)}-{RandomNumberGenerator.GetString(Letters, 4)}-{RandomNumberGenerator.GetString(Letters, 4)}";

    /// <summary>Whether it is the code.</summary>
    internal bool Is(string? code) => code is not null && Secret.AreEqual(code.Trim(), Value);
}
