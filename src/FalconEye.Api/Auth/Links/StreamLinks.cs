using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FalconEye.Api.Auth.Keys;
using Microsoft.AspNetCore.WebUtilities;

namespace FalconEye.Api.Auth.Links;

/// <summary>
/// Signs links for players that cannot send headers: good for one path, for reading, for minutes, and only as long as their maker's
/// credential. The signature covers the maker's security stamp, which changes with each change of their password.
/// </summary>
internal sealed class StreamLinks(MasterKey master, TimeProvider time)
{
    /// <summary>The query parameter that carries the signature.</summary>
    internal const string Parameter = "token";

    private readonly byte[] _key = master.Derive("stream-links");

    /// <summary>
    /// What a link has to name for a path: itself, but for the parts of a live HLS stream, which one link opens together, since a player asks for
    /// new ones all the time.
    /// </summary>
    internal static string PathBelow(string path) =>
        path.StartsWith("/api/cameras/", StringComparison.OrdinalIgnoreCase) && path.IndexOf("/hls/", StringComparison.Ordinal) is > 0 and var at
            ? path[..(at + "/hls".Length)]
            : path;

    /// <summary>A signature of a path that is valid until <paramref name="expires"/>.</summary>
    internal string Sign(string path, DateTimeOffset expires, LinkCreator maker, string? stamp) =>
        Sign(path, expires.ToUnixTimeSeconds(), maker, stamp);

    /// <summary>Reads a signature, which is still to be checked.</summary>
    /// <returns>Who is said to have made it, and when it expires; <see langword="null"/> when it is none, or has expired.</returns>
    internal (LinkCreator Maker, DateTimeOffset Expires)? Read(string token) =>
        token.Split('.') is [var end, var made, _]
        && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
        && expires > time.GetUtcNow().ToUnixTimeSeconds()
        && expires <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        && LinkCreator.Parse(made) is { } maker
            ? (maker, DateTimeOffset.FromUnixTimeSeconds(expires))
            : null;

    /// <summary>Whether a signature is of this path, and of this maker with this stamp.</summary>
    internal bool IsValid(string path, string token, LinkCreator maker, DateTimeOffset expires, string? stamp) =>
        Secret.AreEqual(token, Sign(path, expires, maker, stamp));

    private string Sign(string path, long expires, LinkCreator maker, string? stamp)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{expires}\n{maker}\n{stamp}\n{path.TrimEnd('/')}");
        var signature = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text));
        return string.Create(CultureInfo.InvariantCulture, $"{expires}.{maker}.{WebEncoders.Base64UrlEncode(signature)}");
    }
}
