using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace FalconEye.Api.Auth;

/// <summary>Signs links for players that cannot send headers: good for one path, for reading, for minutes.</summary>
internal sealed class StreamLinks(MasterKey master, TimeProvider time)
{
    /// <summary>The query parameter that carries the signature.</summary>
    internal const string Parameter = "token";

    private readonly byte[] _key = master.Derive("stream-links");

    /// <summary>A signature of a path that holds until <paramref name="expires"/>.</summary>
    internal string Sign(string path, DateTimeOffset expires) => Sign(path, expires.ToUnixTimeSeconds());

    /// <summary>Whether a signature is of this path and still holds.</summary>
    internal bool Holds(string path, string token) =>
        token.Split('.') is [var end, _]
        && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
        && expires > time.GetUtcNow().ToUnixTimeSeconds()
        && Secret.AreEqual(token, Sign(path, expires));

    private string Sign(string path, long expires)
    {
        var signature = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{expires}\n{path.TrimEnd('/')}")));
        return string.Create(CultureInfo.InvariantCulture, $"{expires}.{WebEncoders.Base64UrlEncode(signature)}");
    }
}
