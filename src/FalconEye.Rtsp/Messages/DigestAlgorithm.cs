using System.Security.Cryptography;
using System.Text;

namespace FalconEye.Rtsp.Messages;

/// <summary>A hash algorithm of HTTP Digest (RFC 7616, section 3.3).</summary>
/// <param name="Rank">Which of several challenges is taken: the highest.</param>
/// <param name="IsSession">Whether the name ends in <c>-sess</c>: the nonces go into the first hash.</param>
internal readonly record struct DigestAlgorithm(int Rank, bool IsSession)
{
    /// <summary>Understands a challenge's <c>algorithm</c>; <see langword="null"/> for one that is not known. None named means MD5.</summary>
    public static DigestAlgorithm? Parse(string? name)
    {
        string upper = (name ?? "").Trim().ToUpperInvariant();
        bool isSession = upper.EndsWith("-SESS", StringComparison.Ordinal);
        return (isSession ? upper[..^5] : upper) switch
        {
            "" or "MD5" => new(1, isSession),
            "SHA-256" or "SHA256" => new(2, isSession),
            "SHA-512-256" => new(3, isSession),
            _ => null,
        };
    }

    /// <summary>The hash of a text, in lower-case hexadecimal.</summary>
    public string Hash(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(Rank switch
        {
#pragma warning disable CA5351 // Digest's own algorithm; the camera chooses.
            1 => MD5.HashData(bytes),
#pragma warning restore CA5351
            2 => SHA256.HashData(bytes),
            _ => Sha512Truncated.HashData(bytes),
        });
    }
}
