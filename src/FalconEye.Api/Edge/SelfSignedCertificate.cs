using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FalconEye.Api.Edge;

/// <summary>Creates the certificate of a server whose user has none.</summary>
internal static class SelfSignedCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The longest time that Apple's systems accept is 825 days, that of public certificates 398.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(397);

    /// <summary>Clocks of clients may be behind.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    /// <summary>A certificate and its key as PEM, for this machine's names and addresses.</summary>
    internal static string Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Dns.GetHostName()}, O=FalconEye", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(NamesOfThisMachine());
        using var certificate = request.CreateSelfSigned(now - ClockSkew, now + Lifetime);
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    private static X509Extension NamesOfThisMachine()
    {
        var names = new SubjectAlternativeNameBuilder();
        var machine = Dns.GetHostName();
        foreach (var name in new[] { "localhost", machine, $"{machine}.local" }.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            names.AddDnsName(name);
        }

        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => !address.IsIPv6LinkLocal);
        foreach (var address in addresses.Concat([IPAddress.Loopback, IPAddress.IPv6Loopback]).Distinct())
        {
            names.AddIpAddress(address);
        }

        return names.Build();
    }
}
