using System.Net;
using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Edge;

/// <summary>Whether the server speaks HTTPS, and with which certificate.</summary>
public sealed record TlsOptions
{
    private const string ModeVariable = "TLS";
    private const string CertificateVariable = "TLS_CERT";
    private const string KeyVariable = "TLS_KEY";

    /// <summary>Whether the server speaks HTTPS.</summary>
    public required bool IsOn { get; init; }

    /// <summary>The user's certificate, with those between it and its root, as PEM; <see langword="null"/> for a self-signed one.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>The certificate's private key as PEM.</summary>
    public string? KeyPath { get; init; }

    /// <summary>
    /// Reads the variables: HTTPS wherever others can listen to the network. In a pod the dashboard's nginx speaks it, so the server does
    /// only on request.
    /// </summary>
    internal static TlsOptions Read(SettingsReader settings, string host, bool isInPod)
    {
        var mode = settings.OneOf(ModeVariable, "auto", "auto", "on", "off");
        var (certificate, key) = (settings.Optional(CertificateVariable), settings.Optional(KeyVariable));
        if (certificate is null != key is null)
        {
            var (missing, given) = key is null ? (KeyVariable, CertificateVariable) : (CertificateVariable, KeyVariable);
            settings.RefuseInWords($"{missing} is not set, but {given} is; a certificate needs both: the paths of two PEM files.");
        }

        return new()
        {
            IsOn = mode == "on" || (mode == "auto" && (certificate is not null || (!isInPod && !IsLoopback(host)))),
            CertificatePath = certificate,
            KeyPath = key,
        };
    }

    /// <summary>Whether only programs of this machine can reach an address to listen on.</summary>
    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
