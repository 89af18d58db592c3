using System.Security.Cryptography;
using FalconEye.Api.Auth.Keys;

namespace FalconEye.Api.Exports;

/// <summary>
/// Signs exports by ECDSA P-256 with a key that comes from the master key: every copy of the server has the same, and it changes with the
/// master key only.
/// </summary>
internal sealed class ExportSigner : IDisposable
{
    private readonly ECDsa _key;

    public ExportSigner(MasterKey master)
    {
        // Below the order of the curve, which begins with 32 ones.
        var secret = master.Derive("export-signatures");
        secret[0] &= 0x7F;
        _key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
        PublicKey = _key.ExportSubjectPublicKeyInfoPem() + "\n";
        Fingerprint = FingerprintOf(_key);
    }

    /// <summary>The key that signatures are checked with, as PEM.</summary>
    internal string PublicKey { get; }

    /// <summary>SHA-256 of the public key (SubjectPublicKeyInfo), in hexadecimal: what two users compare.</summary>
    internal string Fingerprint { get; }

    internal static string FingerprintOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    internal byte[] Sign(byte[] data) => _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => _key.Dispose();
}
