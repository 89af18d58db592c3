using FalconEye.Api.Edge;

namespace FalconEye.Api.Settings;

/// <summary>The server's own HTTPS.</summary>
/// <param name="Certificate"><c>none</c> (plain HTTP), <c>self_signed</c> or <c>own</c> (<c>TLS_CERT</c>).</param>
/// <param name="Fingerprint">The certificate's SHA-256 fingerprint as browsers show it.</param>
/// <param name="ValidUntil">When it ends.</param>
public sealed record EncryptionFacts(string Certificate, string? Fingerprint, DateTimeOffset? ValidUntil)
{
    internal static EncryptionFacts Of(ServerCertificate certificate) => certificate.Fingerprint is { } fingerprint
        ? new(certificate.IsUsers ? "own" : "self_signed", fingerprint, certificate.ValidUntil)
        : new("none", null, null);
}
