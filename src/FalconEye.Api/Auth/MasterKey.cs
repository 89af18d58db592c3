using System.Security.Cryptography;
using System.Text;

namespace FalconEye.Api.Auth;

/// <summary>
/// The one secret that all others come from: the key of encrypted columns and cookies, the credentials of relays and recorders, signatures
/// of stream links. Given as <c>DATA_PROTECTION_KEY</c>, so that all copies of the server in a cluster share it, or made once and kept in
/// the data directory (docs/decisions/0010-one-master-key.md).
/// </summary>
internal sealed class MasterKey
{
    /// <summary>The variable that holds it in a cluster.</summary>
    internal const string Variable = "DATA_PROTECTION_KEY";

    private const int Length = 32;
    private const string FileName = "master.key";

    private readonly byte[] _key;

    private MasterKey(byte[] key) => _key = key;

    /// <summary>Takes the configured key, or the one of the data directory, making it at the first start.</summary>
    internal static MasterKey Load(ServerOptions options) =>
        new(options.Auth.DataProtectionKey ?? ReadOrMake(Path.Combine(options.DataDirectory, FileName)));

    /// <summary>Reads a key as people write it: at least 32 bytes in base64.</summary>
    /// <returns><see langword="null"/> for what is none.</returns>
    internal static byte[]? Parse(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= Length ? bytes[..length] : null;
    }

    /// <summary>A key of its own for each purpose (HKDF, RFC 5869).</summary>
    internal byte[] Derive(string purpose, int length = Length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, length, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] ReadOrMake(string file)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
            var key = RandomNumberGenerator.GetBytes(Length);
            using var stream = new FileStream(file, options);
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key)));
            stream.Flush(flushToDisk: true);
            return key;
        }
        catch (IOException) when (File.Exists(file))
        {
            return Parse(File.ReadAllText(file).Trim())
                ?? throw new InvalidDataException($"{file} holds no key. Restore it from a backup: without it the stored passwords of cameras cannot be read.");
        }
    }
}
