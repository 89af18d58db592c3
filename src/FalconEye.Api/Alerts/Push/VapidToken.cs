using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FalconEye.Api.Alerts.Push;

/// <summary>Says to a push service whose message it is (VAPID, RFC 8292): a JWT, signed with ES256, for one service and half a day.</summary>
internal static class VapidToken
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>The value of <c>Authorization</c> after the scheme <c>vapid</c>.</summary>
    /// <param name="key">The server's key.</param>
    /// <param name="endpoint">The subscription's address.</param>
    /// <param name="contact">Whom the push service can ask: an https or mailto address.</param>
    /// <param name="now">The time.</param>
    internal static string Make(ECDsa key, Uri endpoint, string contact, DateTimeOffset now)
    {
        var claims = new { Aud = endpoint.GetLeftPart(UriPartial.Authority), Exp = (now + Lifetime).ToUnixTimeSeconds(), Sub = contact };
        var signed = $"{Encode("{\"typ\":\"JWT\",\"alg\":\"ES256\"}")}.{Encode(AlertJson.Write(claims))}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"t={signed}.{Base64Url.EncodeToString(signature)}, k={PublicKeyOf(key)}";
    }

    /// <summary>The public key as browsers take it (<c>applicationServerKey</c>).</summary>
    internal static string PublicKeyOf(ECDsa key) =>
        Base64Url.EncodeToString(PushEncryption.ToPoint(key.ExportParameters(includePrivateParameters: false)));

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
