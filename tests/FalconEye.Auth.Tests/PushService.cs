using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using FalconEye.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FalconEye.Auth.Tests;

/// <summary>
/// A push service with browsers that are subscribed at it: HTTPS with a certificate of its own, checks of what a real one checks (RFC 8030,
/// RFC 8292), and decryption as a browser does it (RFC 8291).
/// </summary>
internal sealed class PushService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, Browser> _browsers = [];

    private PushService(WebApplication app) => _app = app;

    /// <summary>A file with its certificate, for <c>SSL_CERT_FILE</c> of a server that is to trust it.</summary>
    internal string CertificateFile => _folder["push-service.pem"];

    private Uri Address => new(_app.Urls.First());

    internal static async Task<PushService> StartAsync(CancellationToken cancellationToken)
    {
        var certificate = MakeCertificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var service = new PushService(builder.Build());
        await File.WriteAllTextAsync(service.CertificateFile, certificate.ExportCertificatePem(), cancellationToken);
        service._app.MapPost("/push/{name}", service.TakeAsync);
        await service._app.StartAsync(cancellationToken);
        return service;
    }

    /// <summary>Subscribes a new browser.</summary>
    /// <param name="publicKey">The key of the server that may send to it, in base64url.</param>
    internal Browser Subscribe(string publicKey)
    {
        var name = Guid.NewGuid().ToString("N");
        return _browsers[name] = new Browser(new Uri(Address, $"/push/{name}"), publicKey);
    }

    private async Task<IResult> TakeAsync(string name, HttpContext context)
    {
        if (!_browsers.TryGetValue(name, out var browser))
        {
            return Results.NotFound();
        }

        if (browser.Status != HttpStatusCode.Created)
        {
            return Results.StatusCode((int)browser.Status);
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        try
        {
            browser.Take(context.Request, body.ToArray());
            return Results.Created();
        }
        catch (Exception e)
        {
            browser.Problems.Enqueue(e.Message);
            return Results.BadRequest();
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=push service of a test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var browser in _browsers.Values)
        {
            browser.Dispose();
        }

        _folder.Dispose();
    }

    /// <summary>A message as the browser understands it, with the headers that the push service looks at.</summary>
    internal sealed record Message(JsonElement Content, string Ttl, string Urgency, string Topic, int Size);

    /// <summary>One subscribed browser.</summary>
    internal sealed class Browser(Uri endpoint, string publicKey) : IDisposable
    {
        private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        private readonly byte[] _secret = RandomNumberGenerator.GetBytes(16);

        /// <summary>What the push service answers for it from now on.</summary>
        internal HttpStatusCode Status { get; set; } = HttpStatusCode.Created;

        internal ConcurrentQueue<Message> Messages { get; } = [];

        /// <summary>What was wrong with requests.</summary>
        internal ConcurrentQueue<string> Problems { get; } = [];

        internal string EndpointHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(endpoint.AbsoluteUri)));

        /// <summary>What the dashboard posts.</summary>
        internal object ToRequest(string name, string? otherEndpoint = null) => new
        {
            name,
            endpoint = otherEndpoint ?? endpoint.AbsoluteUri,
            keys = new { p256dh = Base64Url.EncodeToString(PointOf(_key)), auth = Base64Url.EncodeToString(_secret) },
        };

        internal void Take(HttpRequest request, byte[] body)
        {
            CheckSender(request.Headers.Authorization.ToString());
            Require(request.Headers.ContentEncoding == "aes128gcm", "The content is coded as aes128gcm.");
            Messages.Enqueue(new(
                JsonDocument.Parse(Decrypt(body)).RootElement,
                request.Headers["TTL"].ToString(),
                request.Headers["Urgency"].ToString(),
                request.Headers["Topic"].ToString(),
                body.Length));
        }

        /// <summary>RFC 8292, section 2: signed with the key of the subscription, for this origin, for a day at most, with a contact.</summary>
        private void CheckSender(string authorization)
        {
            Require(authorization.StartsWith("vapid t=", StringComparison.Ordinal), "The scheme is vapid.");
            var (token, key) = (authorization["vapid t=".Length..].Split(", k=")[0], authorization.Split(", k=")[1]);
            Require(key == publicKey, "The key is that of the subscription.");
            var parts = token.Split('.');
            var point = Base64Url.DecodeFromChars(key);
            using var verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..33], Y = point[33..] } });
            Require(
                verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256),
                "The signature is right.");
            var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
            Require(JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement.GetProperty("alg").GetString() == "ES256", "The algorithm is ES256.");
            Require(claims.GetProperty("aud").GetString() == endpoint.GetLeftPart(UriPartial.Authority), "The audience is this service.");
            var left = DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64()) - DateTimeOffset.UtcNow;
            Require(left > TimeSpan.Zero && left <= TimeSpan.FromHours(24), "The token is valid, for a day at most.");
            Require(claims.GetProperty("sub").GetString()!.StartsWith("https://", StringComparison.Ordinal), "There is a contact.");
        }

        /// <summary>RFC 8291, section 3.4, and RFC 8188, section 2, step by step with HMAC.</summary>
        private byte[] Decrypt(byte[] body)
        {
            var (salt, size, keyLength) = (body[..16], BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(16)), body[20]);
            Require(size == 4096 && body.Length <= 4096 && keyLength == 65, "There is one record and a key.");
            var senderPoint = body[21..86];
            using var sender = ECDiffieHellman.Create(
                new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = senderPoint[1..33], Y = senderPoint[33..] } });
            var keyOfBoth = HMACSHA256.HashData(_secret, _key.DeriveRawSecretAgreement(sender.PublicKey));
            var material = HMACSHA256.HashData(keyOfBoth, (byte[])[.. "WebPush: info\0"u8, .. PointOf(_key), .. senderPoint, 1]);
            var root = HMACSHA256.HashData(salt, material);
            var contentKey = HMACSHA256.HashData(root, (byte[])[.. "Content-Encoding: aes128gcm\0"u8, 1])[..16];
            var nonce = HMACSHA256.HashData(root, (byte[])[.. "Content-Encoding: nonce\0"u8, 1])[..12];
            var record = body[86..];
            var clear = new byte[record.Length - 16];
            using var aes = new AesGcm(contentKey, 16);
            aes.Decrypt(nonce, record.AsSpan(0, clear.Length), record.AsSpan(clear.Length), clear);
            var end = Array.FindLastIndex(clear, value => value != 0);
            Require(clear[end] == 2, "The record is the last one.");
            return clear[..end];
        }

        private static byte[] PointOf(ECDiffieHellman key)
        {
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            return [4, .. point.X!, .. point.Y!];
        }

        private static void Require(bool isMet, string what)
        {
            if (!isMet)
            {
                throw new InvalidDataException($"Not so: {what}");
            }
        }

        public void Dispose() => _key.Dispose();
    }
}
