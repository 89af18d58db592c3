using System.Security.Cryptography;
using System.Text;

namespace FalconEye.Api.Auth.Keys;

/// <summary>
/// The one secret that all others come from: the key of encrypted columns and cookies, the credentials of relays and recorders, signatures
/// of stream links. Given as <c>DATA_PROTECTION_KEY</c>, so that all copies of the server in a cluster share it, or made once and kept in
/// the data directory (docs/decisions/0010-one-master-key.md).
/// </summary>
internal sealed class MasterKey
{
    /// <summary>The variable that holds it in a cluster.</summary>
    internal const string Variable = "DATA_PROTECTION_KEY";

    /// <summary>The variable that holds the one before, while keys are changed.</summary>
    internal const string FormerVariable = "DATA_PROTECTION_KEY_OLD";

    private const int Length = 32;
    private const string FileName = "master.key";
    private const string FormerSuffix = ".old";

    private readonly byte[] _key;

    private MasterKey(byte[] key, byte[]? former)
    {
        _key = key;
        Former = former is null ? null : new(former, null);
    }

    /// <summary>The key before this one, until what it encrypted is encrypted again.</summary>
    internal MasterKey? Former { get; }

    /// <summary>Takes the configured key, or the one of the data directory, making it at the first start.</summary>
    internal static MasterKey Load(ServerOptions options)
    {
        var file = Path.Combine(options.DataDirectory, FileName);
        return options.Auth.DataProtectionKey is { } key
            ? new(key, options.Auth.FormerDataProtectionKey)
            : new(ReadOrMake(file), File.Exists(file + FormerSuffix) ? Read(file + FormerSuffix) : null);
    }

    /// <summary>Puts a new key in place of the data directory's. A server takes it at its next start, and what is stored with it.</summary>
    /// <returns>False when the one before is still there: no server has been started since.</returns>
    internal static bool TryRotate(string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, FileName);
        if (File.Exists(file + FormerSuffix))
        {
            return false;
        }

        // Whenever this is interrupted, the key that opens the database is in one of the two files.
        File.Move(file, file + FormerSuffix);
        ReadOrMake(file);
        return true;
    }

    /// <summary>Forgets the former key, when nothing is encrypted with it any more.</summary>
    internal static void ForgetFormer(string dataDirectory) => File.Delete(Path.Combine(dataDirectory, FileName + FormerSuffix));

    /// <summary>Reads a key as users write it: at least 32 bytes in base64.</summary>
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
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            var key = RandomNumberGenerator.GetBytes(Length);
            using var stream = new FileStream(file, options);
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key)));
            stream.Flush(flushToDisk: true);
            return key;
        }
        catch (IOException) when (File.Exists(file))
        {
            return Read(file);
        }
    }

    private static byte[] Read(string file) => Parse(File.ReadAllText(file).Trim())
        ?? throw new InvalidDataException($"{file} holds no key. Restore it from a backup: without it the stored passwords of cameras cannot be read.");
}
