using System.Security.Cryptography;
using FalconEye.Data.Auth;
using Microsoft.AspNetCore.DataProtection;

namespace FalconEye.Api.Auth.Keys;

/// <summary>Encrypts secrets at rest with Data Protection.</summary>
internal sealed partial class SecretProtector(IDataProtectionProvider provider, ILogger<SecretProtector> logger) : ISecretProtector
{
    /// <summary>What every text of Data Protection starts with: its magic header 09 F0 C9 F0 in base64url.</summary>
    internal const string Mark = "CfDJ8";

    private readonly IDataProtector _protector = provider.CreateProtector("stored-secrets");

    /// <summary>Whether a stored text is encrypted.</summary>
    internal static bool IsProtected(string stored) => stored.StartsWith(Mark, StringComparison.Ordinal);

    public string Protect(string clear) => _protector.Protect(clear);

    public string? Unprotect(string stored)
    {
        if (!IsProtected(stored))
        {
            return stored;
        }

        try
        {
            return _protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            LogUnreadable(MasterKey.Variable);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "A stored secret was encrypted with another key and cannot be read: restore master.key of the data directory, or {Variable}")]
    private partial void LogUnreadable(string variable);
}
