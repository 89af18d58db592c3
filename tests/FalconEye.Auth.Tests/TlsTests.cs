using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>HTTPS wherever others can listen, with the user's certificate or one that the server creates.</summary>
public sealed class TlsTests
{
    private const string Password = "violet tractor moon";

    [Fact]
    public async Task On_the_network_the_server_uses_HTTPS_with_a_persistent_self_signed_certificate()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("HOST", "0.0.0.0"), ("AUTH_MODE", "on"), ("API_URL", ""));
        Assert.Equal(Uri.UriSchemeHttps, server.Client.BaseAddress!.Scheme);
        using var browser = Caller.Anonymous(server);
        using var setup = await browser.SendAsync(
            HttpMethod.Post, "/api/auth/setup", new { user_name = "anna", password = Password, setup_code = FalconEyeServer.SetupCode }, ct);
        var cookie = Assert.Single(setup.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
        Assert.False(setup.Headers.Contains("Strict-Transport-Security"));

        var told = (await browser.GetAsync("/api/settings/", ct)).GetProperty("encryption");
        Assert.Equal("self_signed", told.GetProperty("certificate").GetString());
        var fingerprint = told.GetProperty("fingerprint").GetString()!;
        Assert.Contains(fingerprint, server.Program.Output, StringComparison.Ordinal);
        var shown = await CertificateOfAsync(server, ct);
        Assert.Equal(fingerprint.Replace(":", "", StringComparison.Ordinal), shown.GetCertHashString(HashAlgorithmName.SHA256));
        Assert.True(shown.MatchesHostname("localhost") && shown.MatchesHostname(Dns.GetHostName()) && shown.MatchesHostname("127.0.0.1"));
        var file = Path.Combine(server.DataDirectory, "tls", "self-signed.pem");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        await server.Program.StopAsync(ct);
        await server.StartAgainAsync(ct);
        Assert.Equal(shown.Thumbprint, (await CertificateOfAsync(server, ct)).Thumbprint);
        await browser.GetAsync("/api/users", ct);
    }

    [Fact]
    public async Task A_plain_request_is_redirected_to_HTTPS_of_the_same_host()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("TLS", "on"));
        var answer = await PlainAsync(server, "GET /cameras?view=wall HTTP/1.1\r\nHost: localhost:4711\r\n\r\n", ct);
        Assert.StartsWith("HTTP/1.1 308 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nLocation: https://localhost:4711/cameras?view=wall\r\n", answer, StringComparison.Ordinal);
        foreach (var (request, status) in new[]
        {
            ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421"),
            ("GET / HTTP/1.1\r\n\r\n", "400"),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", "400"),
            ("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
            ("GET /\rSet-Cookie:x HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
            ($"GET /{new string('x', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
        })
        {
            Assert.Equal((request, status), (request, (await PlainAsync(server, request, ct)).Split(' ')[1]));
        }

        Assert.Equal("ok", await server.Client.GetStringAsync("/healthz/live", ct));
    }

    [Fact]
    public async Task A_certificate_of_the_users_is_used_and_read_again_when_it_changes()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var (certificate, key) = (Path.Combine(folder.Path, "tls.crt"), Path.Combine(folder.Path, "tls.key"));
        var first = WritePair(certificate, key);
        await using var server = await FalconEyeServer.StartAsync(ct, ("TLS_CERT", certificate), ("TLS_KEY", key));
        Assert.Equal(first, (await CertificateOfAsync(server, ct)).Thumbprint);
        using var answer = await server.Client.GetAsync("/api/settings/", ct);
        Assert.Contains("max-age", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(key, "not a key", ct);
        await Eventually.HoldsAsync(
            async () => (await CertificateOfAsync(server, ct)).Thumbprint == first && server.Program.Output.Contains("cannot be used", StringComparison.Ordinal),
            "the bad pair is reported and the one before stays",
            ct);
        var second = WritePair(certificate, key);
        await Eventually.HoldsAsync(async () => (await CertificateOfAsync(server, ct)).Thumbprint == second, "the new certificate is shown", ct);
    }

    [Fact]
    public async Task A_mismatched_or_incomplete_certificate_pair_stops_the_start()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var (certificate, key) = (Path.Combine(folder.Path, "tls.crt"), Path.Combine(folder.Path, "tls.key"));
        WritePair(certificate, key);
        WritePair(Path.Combine(folder.Path, "other.crt"), key);
        foreach (var (settings, sentence) in new[]
        {
            (Settings(certificate, key), "TLS_CERT"),
            (Settings(certificate, ""), "TLS_KEY is not set"),
            (Settings(Path.Combine(folder.Path, "missing"), key), "which cannot be read"),
            (new Dictionary<string, string> { ["TLS"] = "maybe" }, "TLS is \"maybe\""),
        })
        {
            settings["DATA_DIR"] = Path.Combine(folder.Path, "data");
            settings["PORT"] = $"{FreePort.Next()}";
            await using var program = RunningProgram.Start(ProgramFile.Find("FalconEye.Api"), settings);
            Assert.Equal(78, await program.WaitForExitAsync(ct));
            Assert.Contains(sentence, program.Output, StringComparison.Ordinal);
        }

        static Dictionary<string, string> Settings(string certificate, string key) => new() { ["TLS_CERT"] = certificate, ["TLS_KEY"] = key };
    }

    [Fact]
    public async Task Without_TLS_on_the_network_the_log_warns()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("HOST", "0.0.0.0"), ("TLS", "off"));
        Assert.Contains("TLS=off", server.Program.Output, StringComparison.Ordinal);
        Assert.Equal("none", (await server.GetAsync("/api/settings/", ct)).GetProperty("encryption").GetProperty("certificate").GetString());
    }

    [Fact]
    public async Task The_plain_port_of_recorders_is_on_loopback_and_serves_nothing_else()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("HOST", "0.0.0.0"), ("API_URL", ""));
        var address = server.Program.Output.Split("Now listening on: http://")[1].Split('\n')[0].Trim();
        Assert.StartsWith("127.0.0.1:", address, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/recordings/", ct)).StatusCode);
        foreach (var path in new[] { "/", "/api/cameras", "/api/auth/status", "/mcp", "/api/recordingsx" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path, ct)).StatusCode);
        }
    }

    /// <summary>Writes a new certificate and its key.</summary>
    /// <returns>Its thumbprint.</returns>
    private static string WritePair(string certificatePath, string keyPath)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=cameras.example.com", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        return certificate.Thumbprint;
    }

    private static async Task<X509Certificate2> CertificateOfAsync(FalconEyeServer server, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        await using var tls = new SslStream(client.GetStream(), false, (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, cancellationToken);
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.Export(X509ContentType.Cert));
    }

    private static async Task<string> PlainAsync(FalconEyeServer server, string request, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
