using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace FalconEye.TestKit.Logins;

/// <summary>
/// A small OpenID Connect provider on loopback, as strict as a real one: registered redirect address and client secret, PKCE, codes that
/// work once, RS256 (https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth). It asks no one anything: a test says who is
/// there.
/// </summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    /// <summary>What it calls the server.</summary>
    public const string ClientId = "falcon-eye";

    /// <summary>What it wants from the server as proof; it needs encoding, as real ones may.</summary>
    public const string ClientSecret = "s3cr3t/of+the&client";

    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _otherKey = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, Grant> _codes = new();
    private readonly ConcurrentDictionary<string, OpenIdUser> _accessTokens = new();

    private OpenIdProvider(WebApplication app) => _app = app;

    /// <summary>Its address.</summary>
    public string Authority => _app.Urls.Single();

    /// <summary>Who is logged in.</summary>
    public OpenIdUser User { get; set; } = new("1", "nobody");

    /// <summary>What it does wrong.</summary>
    public OpenIdFault Fault { get; set; }

    /// <summary>Starts it on a free port.</summary>
    public static async Task<OpenIdProvider> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new OpenIdProvider(builder.Build());
        provider._app.MapGet("/.well-known/openid-configuration", provider.Describe);
        provider._app.MapGet("/keys", provider.ListKeys);
        provider._app.MapGet("/authorize", provider.Authorize);
        provider._app.MapPost("/token", provider.ExchangeAsync);
        provider._app.MapGet("/userinfo", provider.Inform);
        await provider._app.StartAsync(cancellationToken);
        return provider;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _otherKey.Dispose();
    }

    private IResult Describe() => Json(new
    {
        issuer = Authority,
        authorization_endpoint = $"{Authority}/authorize",
        token_endpoint = $"{Authority}/token",
        userinfo_endpoint = $"{Authority}/userinfo",
        jwks_uri = $"{Authority}/keys",
        response_types_supported = Only("code"),
        subject_types_supported = Only("public"),
        id_token_signing_alg_values_supported = Only("RS256"),
        code_challenge_methods_supported = Only("S256"),
    });

    private IResult ListKeys()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return Json(new
        {
            keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Encode(key.Modulus!), e = Encode(key.Exponent!) } },
        });
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        var isRight = query["client_id"] == ClientId && query["response_type"] == "code" && query["code_challenge_method"] == "S256"
            && query["scope"].ToString().Split(' ').Contains("openid");
        if (!isRight)
        {
            return Results.BadRequest("This client, flow or scope is not registered.");
        }

        if (Fault == OpenIdFault.Cancelled)
        {
            return Results.Redirect($"{query["redirect_uri"]}?error=access_denied&state={Uri.EscapeDataString(query["state"]!)}");
        }

        var code = Encode(RandomNumberGenerator.GetBytes(16));
        _codes[code] = new(User, query["redirect_uri"]!, query["code_challenge"]!, query["nonce"]!);
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
    }

    private async Task<IResult> ExchangeAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (Fault == OpenIdFault.Broken)
        {
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }

        var isClient = form["client_id"] == ClientId && form["client_secret"] == ClientSecret;
        if (!isClient || !_codes.TryRemove(form["code"].ToString(), out var grant))
        {
            return Json(new { error = isClient ? "invalid_grant" : "invalid_client" }, StatusCodes.Status400BadRequest);
        }

        var challenge = Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (challenge != grant.Challenge || form["redirect_uri"] != grant.RedirectAddress)
        {
            return Json(new { error = "invalid_grant" }, StatusCodes.Status400BadRequest);
        }

        var accessToken = Encode(RandomNumberGenerator.GetBytes(16));
        _accessTokens[accessToken] = grant.User;
        return Json(new { access_token = accessToken, token_type = "Bearer", expires_in = 300, id_token = MakeToken(grant) });
    }

    private IResult Inform(HttpRequest request)
    {
        var token = request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        return _accessTokens.TryGetValue(token, out var user)
            ? Json(new Dictionary<string, object>(user.Information) { ["sub"] = user.Subject })
            : Results.Unauthorized();
    }

    private string MakeToken(Grant grant)
    {
        var now = DateTimeOffset.UtcNow;
        var end = Fault == OpenIdFault.Expired ? now.AddMinutes(-10) : now.AddMinutes(5);
        var claims = new Dictionary<string, object>(grant.User.Claims)
        {
            ["iss"] = Authority,
            ["aud"] = Fault == OpenIdFault.WrongAudience ? "another-server" : ClientId,
            ["sub"] = grant.User.Subject,
            ["preferred_username"] = grant.User.Name,
            ["nonce"] = Fault == OpenIdFault.WrongNonce ? "another" : grant.Nonce,
            ["iat"] = end.AddMinutes(-5).ToUnixTimeSeconds(),
            ["exp"] = end.ToUnixTimeSeconds(),
        };
        var isSigned = Fault != OpenIdFault.NoSignature;
        var head = new Dictionary<string, string> { ["alg"] = isSigned ? "RS256" : "none", ["kid"] = "1", ["typ"] = "JWT" };
        var signed = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(head))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var key = Fault == OpenIdFault.WrongKey ? _otherKey : _key;
        return isSigned ? $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}" : $"{signed}.";
    }

    private static string[] Only(string value) => [value];

    private static string Encode(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);

    /// <summary>Names as they are written here, which is as the specification has them.</summary>
    private static IResult Json(object body, int status = StatusCodes.Status200OK) => Results.Json(body, JsonSerializerOptions.Default, statusCode: status);

    private sealed record Grant(OpenIdUser User, string RedirectAddress, string Challenge, string Nonce);
}
