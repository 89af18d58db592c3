using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace FalconEye.Api.Auth.Keys;

/// <summary>Random keys that are shown once, and what is stored of them.</summary>
internal static class Secret
{
    private const int Bytes = 32;

    /// <summary>A key of 256 random bits, 43 characters long.</summary>
    internal static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored of a key. A key of 256 bits cannot be guessed, so a plain hash keeps it.</summary>
    internal static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Compares without telling by the time it takes how much was right.</summary>
    internal static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
