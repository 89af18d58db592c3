using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Soap;

/// <summary>
/// The header that proves a password without sending it: WS-Security UsernameToken with PasswordDigest, Base64(SHA-1(nonce + created +
/// password)) (https://docs.oasis-open.org/wss/v1.1/wss-v1.1-spec-os-UsernameTokenProfile.pdf). Cameras refuse one whose time is not
/// theirs.
/// </summary>
internal static class UsernameToken
{
    private const string Profile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
    private const string Base64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
    private const int NonceBytes = 16;

    /// <summary>A new header.</summary>
    /// <param name="credential">User and password.</param>
    /// <param name="created">Now, by the camera's clock.</param>
    internal static SoapElement Create(NetworkCredential credential, DateTimeOffset created)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var time = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var token = new SoapElement(
            Names.Security + "UsernameToken",
            new SoapElement(Names.Security + "Username", credential.UserName),
            new SoapElement(Names.Security + "Password", Digest(nonce, time, credential.Password)) { Attributes = { new("Type", Profile + "#PasswordDigest") } },
            new SoapElement(Names.Security + "Nonce", Convert.ToBase64String(nonce)) { Attributes = { new("EncodingType", Base64) } },
            new SoapElement(Names.SecurityUtility + "Created", time));
        return new SoapElement(Names.Security + "Security", [token]) { Attributes = { new(Names.Envelope + "mustUnderstand", "1") } };
    }

    /// <summary>The proof of a password.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The standard that cameras implement names SHA-1.")]
    internal static string Digest(ReadOnlySpan<byte> nonce, string created, string password) =>
        Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(password)]));
}
