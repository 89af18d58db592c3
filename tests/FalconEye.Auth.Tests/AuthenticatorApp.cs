using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace FalconEye.Auth.Tests;

/// <summary>
/// An authenticator app, whose clock a test can put forward (RFC 6238, with the apps' usual half minutes, six digits and SHA-1).
/// </summary>
/// <param name="key">What was scanned, in base 32.</param>
internal sealed class AuthenticatorApp(string key)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>What it shows, some half minutes from now.</summary>
    internal string Code(int later = 0)
    {
        var number = key.Aggregate(BigInteger.Zero, (value, letter) => (value << 5) + Letters.IndexOf(letter, StringComparison.Ordinal));
        var secret = (number >> (key.Length * 5 % 8)).ToByteArray(isUnsigned: true, isBigEndian: true);
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) + later);
#pragma warning disable CA5350 // As the apps do it.
        var hash = HMACSHA1.HashData((byte[])[.. new byte[(key.Length * 5 / 8) - secret.Length], .. secret], counter);
#pragma warning restore CA5350
        var digits = (BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7FFFFFFF) % 1_000_000;
        return digits.ToString("D6", CultureInfo.InvariantCulture);
    }
}
