using System.Buffers.Text;
using System.Security.Cryptography;

namespace FalconEye.Api.Alerts.Push;

/// <summary>Where and how a browser gets messages, as it said so itself (Push API, <c>PushSubscription</c>). Outside input.</summary>
/// <param name="Endpoint">The address at the push service.</param>
/// <param name="P256dh">The browser's public key: an uncompressed point of P-256 in base64url.</param>
/// <param name="Auth">The browser's authentication secret: 16 bytes in base64url.</param>
internal sealed record PushSubscription(string Endpoint, string P256dh, string Auth)
{
    /// <summary>The most characters of an address; those of browsers have up to some hundred.</summary>
    internal const int MaxEndpointLength = 1000;

    private const int AuthLength = 16;
    private const string EndpointProblem =
        "endpoint is the https:// address that the browser got from its push service, without user and password, at most 1000 characters.";

    /// <summary>What is wrong, by the names on the wire; empty when nothing is.</summary>
    internal Dictionary<string, string[]> Problems()
    {
        Dictionary<string, string[]> problems = [];
        if (Endpoint.Length > MaxEndpointLength || Endpoint.Any(c => char.IsControl(c) || !char.IsAscii(c))
            || !Uri.TryCreate(Endpoint, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.UserInfo.Length > 0)
        {
            problems["endpoint"] = [EndpointProblem];
        }

        if (Decode(P256dh) is not { } point || !PushEncryption.IsPoint(point))
        {
            problems["keys.p256dh"] = ["keys.p256dh is the browser's public key: 65 bytes of a point of P-256, in base64url."];
        }

        if (Decode(Auth)?.Length != AuthLength)
        {
            problems["keys.auth"] = [$"keys.auth is the browser's secret: {AuthLength} bytes in base64url."];
        }

        return problems;
    }

    /// <summary>What is stored of the address to find it again.</summary>
    internal string EndpointHash() => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Endpoint)));

    /// <summary>Reads base64url, with or without padding.</summary>
    /// <returns><see langword="null"/> for what is none.</returns>
    internal static byte[]? Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
