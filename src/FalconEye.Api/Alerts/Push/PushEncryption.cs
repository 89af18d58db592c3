using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FalconEye.Api.Alerts.Push;

/// <summary>
/// Encrypts a message for one browser (RFC 8291), so that the push service in between cannot read it: content coding <c>aes128gcm</c>
/// (RFC 8188) with one record.
/// </summary>
internal static class PushEncryption
{
    /// <summary>The most bytes of a message: push services take 4096 with everything around it (RFC 8030, section 7.2).</summary>
    internal const int MaxLength = 3800;

    private const int RecordSize = 4096;
    private const int SaltLength = 16;
    private const int PointLength = 65;
    private const int TagLength = 16;
    private const byte Uncompressed = 4;

    /// <summary>Ends the only, and so the last, record (RFC 8188, section 2).</summary>
    private const byte LastRecord = 2;

    private static ReadOnlySpan<byte> KeyInfo => "WebPush: info\0"u8;

    private static ReadOnlySpan<byte> ContentKeyInfo => "Content-Encoding: aes128gcm\0"u8;

    private static ReadOnlySpan<byte> NonceInfo => "Content-Encoding: nonce\0"u8;

    /// <summary>Encrypts with a new key and a new salt.</summary>
    /// <param name="message">At most <see cref="MaxLength"/> bytes.</param>
    /// <param name="browserPoint">The browser's public key, checked by <see cref="IsPoint"/>.</param>
    /// <param name="secret">The browser's authentication secret.</param>
    internal static byte[] Encrypt(ReadOnlySpan<byte> message, byte[] browserPoint, byte[] secret)
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(message, browserPoint, secret, key, RandomNumberGenerator.GetBytes(SaltLength));
    }

    /// <summary>The same with a key and a salt that are given: for the example of RFC 8291.</summary>
    internal static byte[] Encrypt(ReadOnlySpan<byte> message, byte[] browserPoint, byte[] secret, ECDiffieHellman key, byte[] salt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, MaxLength);
        var ownPoint = ToPoint(key.ExportParameters(includePrivateParameters: false));
        using var browser = ECDiffieHellman.Create(FromPoint(browserPoint));
        var shared = key.DeriveRawSecretAgreement(browser.PublicKey);
        byte[] info = [.. KeyInfo, .. browserPoint, .. ownPoint];
        var material = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, secret, info);
        var contentKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 16, salt, ContentKeyInfo.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 12, salt, NonceInfo.ToArray());

        byte[] record = [.. message, LastRecord];
        var header = SaltLength + sizeof(uint) + 1 + PointLength;
        var result = new byte[header + record.Length + TagLength];
        salt.CopyTo(result, 0);
        BinaryPrimitives.WriteUInt32BigEndian(result.AsSpan(SaltLength), RecordSize);
        result[SaltLength + sizeof(uint)] = PointLength;
        ownPoint.CopyTo(result, header - PointLength);
        using var aes = new AesGcm(contentKey, TagLength);
        aes.Encrypt(nonce, record, result.AsSpan(header, record.Length), result.AsSpan(header + record.Length));
        return result;
    }

    /// <summary>Whether bytes are a point of the curve: an attacker's point beside it would make the shared secret guessable.</summary>
    internal static bool IsPoint(byte[] bytes)
    {
        if (bytes.Length != PointLength || bytes[0] != Uncompressed)
        {
            return false;
        }

        try
        {
            using var key = ECDiffieHellman.Create(FromPoint(bytes));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>A public key as 65 bytes: uncompressed (SEC 1, section 2.3.3).</summary>
    internal static byte[] ToPoint(ECParameters key) => [Uncompressed, .. key.Q.X!, .. key.Q.Y!];

    private static ECParameters FromPoint(byte[] point) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = point[1..33], Y = point[33..] },
    };
}
