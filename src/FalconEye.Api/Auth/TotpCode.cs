using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace FalconEye.Api.Auth;

/// <summary>
/// Codes of authenticator apps (RFC 6238): six digits that an HMAC makes of the number of the present half minute. Identity's own check
/// does not say which half minute a code is of, which must be known so that none is taken twice (section 5.2).
/// </summary>
internal static class TotpCode
{
    private const int Digits = 6;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>The half minute that a code is of: the present one, or a neighbour of it, since clocks differ and people type.</summary>
    /// <returns><see langword="null"/> when it is of none of them.</returns>
    internal static long? StepOf(string code, string key, DateTimeOffset now)
    {
        var secret = Decode(key);
        var present = now.ToUnixTimeSeconds() / (long)Step.TotalSeconds;
        long? found = null;
        foreach (var step in new[] { present - 1, present, present + 1 })
        {
            // All three are looked at, so that the time it takes does not tell which it was.
            found = Secret.AreEqual(code, CodeOf(secret, step)) ? step : found;
        }

        return found;
    }

    /// <summary>RFC 4226 section 5.3.</summary>
    private static string CodeOf(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The apps know SHA-1 only, and an HMAC needs no hash without collisions (RFC 6238 appendix B).
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % 1_000_000).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }

    private static byte[] Decode(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var letter = Base32.IndexOf(key[bit / 5], StringComparison.Ordinal);
            bytes[bit / 8] |= (byte)((letter >> (4 - (bit % 5)) & 1) << (7 - (bit % 8)));
        }

        return bytes;
    }
}
