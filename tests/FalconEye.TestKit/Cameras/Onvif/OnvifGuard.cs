using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>Checks passwords as strictly as the standards allow, and counts how often one was shown.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The standard names SHA-1.")]
[SuppressMessage("Security", "CA5351", Justification = "The standard names MD5.")]
internal sealed partial class OnvifGuard(OnvifDeviceOptions options, Func<DateTimeOffset> now)
{
    private const string Realm = "simulated camera";
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _usedNonces = [];
    private readonly HashSet<string> _givenNonces = [];

    internal int Attempts { get; private set; }

    /// <summary>What it asks for now.</summary>
    internal string Password { get; set; } = options.Password;

    /// <returns>Whether the request may pass.</returns>
    internal bool Admits(HttpRequest request, XElement envelope)
    {
        lock (_lock)
        {
            var token = envelope.Descendants().FirstOrDefault(element => element.Name.LocalName == "UsernameToken");
            var header = request.Headers.Authorization.ToString();
            Attempts += (token is null ? 0 : 1) + (header.Length == 0 ? 0 : 1);
            return options.User is null || options.Authentication switch
            {
                OnvifAuthentication.UsernameToken or OnvifAuthentication.TokenThenDigest => token is not null && IsRight(token),
                OnvifAuthentication.HttpBasic => header == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{Password}")),
                _ => IsRight(header, request.Method),
            };
        }
    }

    /// <summary>What a refused request is told to do; null for a fault and no more.</summary>
    internal string? Challenge(bool showedToken)
    {
        lock (_lock)
        {
            var nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
            _givenNonces.Add(nonce);
            return options.Authentication switch
            {
                OnvifAuthentication.HttpBasic => $"Basic realm=\"{Realm}\"",
                OnvifAuthentication.HttpDigest => $"Digest realm=\"{Realm}\", nonce=\"{nonce}\", qop=\"auth\"",
                OnvifAuthentication.HttpDigestSha256 => $"Digest realm=\"{Realm}\", nonce=\"{nonce}\", qop=\"auth\", algorithm=SHA-256",
                OnvifAuthentication.TokenThenDigest when showedToken => $"Digest realm=\"{Realm}\", nonce=\"{nonce}\", qop=\"auth\"",
                _ => null,
            };
        }
    }

    private bool IsRight(XElement token)
    {
        string Part(string name) => token.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
        var (nonce, created) = (Part("Nonce"), Part("Created"));
        return Part("Username") == options.User
            && DateTimeOffset.TryParse(created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && (at - now()).Duration() < Window
            && _usedNonces.Add(nonce)
            && Part("Password") == Convert.ToBase64String(SHA1.HashData([.. Convert.FromBase64String(nonce), .. Encoding.UTF8.GetBytes(created + Password)]));
    }

    private bool IsRight(string header, string method)
    {
        if (!header.StartsWith("Digest ", StringComparison.Ordinal))
        {
            return false;
        }

        var fields = Field().Matches(header).ToDictionary(field => field.Groups[1].Value, field => field.Groups[2].Value + field.Groups[3].Value);
        string Of(string name) => fields.GetValueOrDefault(name, "");
        var secret = Hash($"{options.User}:{Realm}:{Password}");
        var asked = Hash($"{method}:{Of("uri")}");
        return Of("username") == options.User
            && _givenNonces.Contains(Of("nonce"))
            && _usedNonces.Add(Of("nonce") + Of("nc"))
            && Of("response") == Hash($"{secret}:{Of("nonce")}:{Of("nc")}:{Of("cnonce")}:{Of("qop")}:{asked}");
    }

    private string Hash(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(options.Authentication == OnvifAuthentication.HttpDigestSha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }

    [GeneratedRegex("""(\w+)=(?:"([^"]*)"|([^\s,]+))""")]
    private static partial Regex Field();
}
