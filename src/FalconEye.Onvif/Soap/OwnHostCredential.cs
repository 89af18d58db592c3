using System.Net;

namespace FalconEye.Onvif.Soap;

/// <summary>
/// Proves the password over HTTP when the device asks for that: by Digest (RFC 7616), or by Basic where TLS hides it. Only to the host that
/// the person named, and never again once another way has been taken, so that a wrong password counts once.
/// </summary>
internal sealed class OwnHostCredential(string host, NetworkCredential credential) : ICredentials
{
    /// <summary>Whether HTTP may still ask.</summary>
    internal bool IsOffered { get; set; } = true;

    /// <inheritdoc/>
    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        IsOffered && uri.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase) && Supports(authType, uri.Scheme) ? credential : null;

    /// <summary>Whether a scheme of HTTP's is answered.</summary>
    internal static bool Supports(string authType, string scheme) =>
        authType.Equals("Digest", StringComparison.OrdinalIgnoreCase)
        || (authType.Equals("Basic", StringComparison.OrdinalIgnoreCase) && scheme == Uri.UriSchemeHttps);
}
