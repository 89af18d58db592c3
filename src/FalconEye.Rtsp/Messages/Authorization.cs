using System.Security.Cryptography;
using System.Text;

namespace FalconEye.Rtsp.Messages;

/// <summary>Answers challenges with one user and password: Basic (RFC 7617) and Digest (RFC 2069, 2617 and 7616).</summary>
internal sealed class Authorization(string user, string password)
{
    private Challenge? _challenge;
    private DigestAlgorithm _algorithm;
    private int _count;

    /// <summary>Whether a challenge has been taken, so that requests carry an answer.</summary>
    public bool HasChallenge => _challenge is not null;

    /// <summary>The nonce that answers use; <see langword="null"/> without Digest.</summary>
    public string? Nonce => _challenge?["nonce"];

    /// <summary>Takes the strongest challenge that is understood; Digest before Basic, whatever their order.</summary>
    /// <param name="challenges">The challenges.</param>
    /// <param name="allowBasic">Whether the password may be sent as it is.</param>
    /// <returns>Whether one is understood.</returns>
    public bool Take(IReadOnlyList<Challenge> challenges, bool allowBasic)
    {
        Challenge? best = null;
        int rank = -1;
        foreach (Challenge challenge in challenges)
        {
            DigestAlgorithm? algorithm = challenge.IsDigest && challenge["nonce"] is not null ? DigestAlgorithm.Parse(challenge["algorithm"]) : null;
            int own = algorithm?.Rank ?? (challenge.IsBasic && allowBasic ? 0 : -1);
            if (own <= rank)
                continue;
            (best, rank) = (challenge, own);
            _algorithm = algorithm ?? default;
        }

        if (best is null)
            return false;
        (_challenge, _count) = (best, 0);
        return true;
    }

    /// <summary>The value of the <c>Authorization</c> header for a request without a body; <see langword="null"/> without a challenge.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="url">The URL exactly as in the request line: cameras compare it.</param>
    /// <param name="clientNonce">The client nonce; a random one when it is <see langword="null"/>.</param>
    public string? Answer(string method, string url, string? clientNonce = null)
    {
        if (_challenge is null)
            return null;
        return _challenge.IsBasic
            ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))
            : Digest(_challenge, method, url, clientNonce ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
    }

    private static string? Quality(string? offered)
    {
        string[] names = offered?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) ?? [];
        return names.FirstOrDefault(name => name.Equals("auth", StringComparison.OrdinalIgnoreCase))
            ?? names.FirstOrDefault(name => name.Equals("auth-int", StringComparison.OrdinalIgnoreCase));
    }

    private static string Quoted(string value) =>
        $"\"{Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value)).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private string Digest(Challenge challenge, string method, string url, string clientNonce)
    {
        (string realm, string nonce) = (challenge["realm"] ?? "", challenge["nonce"] ?? "");
        string? quality = Quality(challenge["qop"]);
        string count = (++_count).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
        string secret = _algorithm.Hash($"{user}:{realm}:{password}");
        if (_algorithm.IsSession)
            secret = _algorithm.Hash($"{secret}:{nonce}:{clientNonce}");
        bool isIntegrity = "auth-int".Equals(quality, StringComparison.OrdinalIgnoreCase);
        string request = _algorithm.Hash(isIntegrity ? $"{method}:{url}:{_algorithm.Hash("")}" : $"{method}:{url}");
        string middle = quality is null ? nonce : $"{nonce}:{count}:{clientNonce}:{quality}";
        StringBuilder text = new($"Digest username={Quoted(user)}, realm={Quoted(realm)}, nonce={Quoted(nonce)}, uri=\"{url}\"");
        text.Append($", response=\"{_algorithm.Hash($"{secret}:{middle}:{request}")}\"");
        if (challenge["algorithm"] is { Length: > 0 } algorithm)
            text.Append($", algorithm={algorithm}");
        if (challenge["opaque"] is { } opaque)
            text.Append($", opaque={Quoted(opaque)}");
        if (quality is not null)
            text.Append($", qop={quality}, nc={count}");
        if (quality is not null || _algorithm.IsSession)
            text.Append($", cnonce=\"{clientNonce}\"");
        return text.ToString();
    }
}
