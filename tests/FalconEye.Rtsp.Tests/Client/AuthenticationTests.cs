using FalconEye.Rtsp.Client;
using FalconEye.Rtsp.Messages;

namespace FalconEye.Rtsp.Tests.Client;

public sealed class AuthenticationTests
{
    private const string Rfc7616 =
        "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void Digest_answers_as_in_the_standard(string algorithm, string response)
    {
        Authorization authorization = new("Mufasa", "Circle of Life");
        Assert.True(authorization.Take(Challenge.Parse([$"Digest {Rfc7616}, algorithm={algorithm}"]), allowBasic: true));

        string answer = authorization.Answer("GET", "/dir/index.html", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")!;

        Assert.Contains($"response=\"{response}\"", answer, StringComparison.Ordinal);
        Assert.Contains("nc=00000001", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23")]
    [InlineData("", "c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a")]
    public void SHA_512_256_gives_the_digests_of_the_standard(string text, string digest) =>
        Assert.Equal(digest, DigestAlgorithm.Parse("SHA-512-256")!.Value.Hash(text));

    [Theory]
    [InlineData(new[] { "Basic realm=\"a\"", "Digest realm=\"b\", nonce=\"c\"" }, "Digest")]
    [InlineData(new[] { "Digest realm=\"b\", nonce=\"c\", Basic realm=\"a\"" }, "Digest")]
    [InlineData(new[] { "Digest realm=\"b\", nonce=\"c\", algorithm=ROT13", "Basic realm=a" }, "Basic")]
    [InlineData(new[] { "Digest realm=b, nonce=c,algorithm=\"MD5\",stale=FALSE" }, "Digest")]
    [InlineData(new[] { "digest  realm = \"a, b=c\" ,nonce=\"\"" }, "Digest")]
    public void Quirks_34_37_and_40_the_best_challenge_that_is_understood_is_answered(string[] headers, string scheme)
    {
        Authorization authorization = new("user", "password");

        Assert.True(authorization.Take(Challenge.Parse(headers), allowBasic: true));
        Assert.StartsWith(scheme, authorization.Answer("DESCRIBE", "rtsp://h/"), StringComparison.Ordinal);
    }

    [Fact]
    public void Quirk_40_commas_equals_signs_and_escapes_in_quotes_belong_to_the_value()
    {
        Challenge challenge = Assert.Single(Challenge.Parse(["Digest realm=\"a, b=\\\"c\\\"\", nonce=x=y==, qop=auth"]));

        Assert.Equal(("a, b=\"c\"", "x=y==", "auth"), (challenge["realm"], challenge["nonce"], challenge["QOP"]));
    }

    [Theory]
    [InlineData("", false, false)]
    [InlineData(", qop=\"auth\"", true, false)]
    [InlineData(", qop=\"auth-int\"", true, false)]
    [InlineData(", algorithm=MD5-sess, qop=\"auth\"", true, true)]
    public async Task Quirks_36_and_38_the_camera_accepts_what_it_computes_itself(string extra, bool hasQuality, bool isSession)
    {
        await using ScriptedCamera camera = new() { Answer = request => Check(request, "nonce1", extra, hasQuality, isSession) };

        Assert.Equal(20, (await SessionTests.PlayAsync(camera, 20, options => options with { User = "us:er", Password = "p@ss:/?#%" })).Count(0));
    }

    [Fact]
    public async Task Quirk_35_a_new_nonce_in_mid_session_is_answered_and_the_password_not_asked_again()
    {
        await using ScriptedCamera camera = new() { Answer = request => Check(request, request.Method is "SETUP" or "PLAY" ? "second" : "first", "", false, false) };

        Assert.Equal(20, (await SessionTests.PlayAsync(camera, 20, options => options with { User = "us:er", Password = "p@ss:/?#%" })).Count(0));
    }

    [Fact]
    public async Task A_wrong_password_is_sent_once()
    {
        await using ScriptedCamera camera = new() { Answer = request => Check(request, Guid.NewGuid().ToString(), "", false, false) };

        RtspException e = await Assert.ThrowsAsync<RtspException>(() => SessionTests.PlayAsync(camera, 1, options => options with { User = "u", Password = "secret" }));

        Assert.Equal(RtspFailure.Unauthorized, e.Failure);
        Assert.DoesNotContain("secret", e.Message, StringComparison.Ordinal);
        Assert.Single(camera.Requests, request => request.Authorization is not null);
    }

    [Fact]
    public async Task A_missing_password_is_reported_as_authentication_failure()
    {
        await using ScriptedCamera camera = new() { Answer = SessionTests.AskForBasic };

        RtspException e = await Assert.ThrowsAsync<RtspException>(() => SessionTests.PlayAsync(camera, 1));

        Assert.Equal((RtspFailure.Unauthorized, "The camera asks for a user and a password."), (e.Failure, e.Message));
    }

    [Fact]
    public async Task The_dump_of_a_conversation_has_no_credentials_and_no_media()
    {
        await using ScriptedCamera camera = new() { Answer = request => Check(request, "nonce1", "", false, false) };
        System.Collections.Concurrent.ConcurrentQueue<string> lines = [];

        await SessionTests.PlayAsync(camera, 20, options => options with
        {
            Address = options.Address.Replace("rtsp://", "rtsp://us%3Aer:p%40ss%3A%2F%3F%23%25@", StringComparison.Ordinal) + "?password=hidden",
            Dump = lines.Enqueue,
        });

        string all = string.Join('\n', lines);
        Assert.Contains("> DESCRIBE rtsp://127.0.0.1", all, StringComparison.Ordinal);
        Assert.Contains("RTP type 96", all, StringComparison.Ordinal);
        Assert.DoesNotContain("response=", all, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", all, StringComparison.Ordinal);
        Assert.DoesNotContain("p@ss", all, StringComparison.Ordinal);
    }

    private static string? Check(CameraRequest request, string nonce, string extra, bool hasQuality, bool isSession)
    {
        if (request.Method is "OPTIONS" or "TEARDOWN")
            return null;
        Challenge? given = request.Authorization is { } header ? Challenge.Parse([header]).Single() : null;
        if (given?["nonce"] == nonce && given["response"] == Expected(given, request, hasQuality, isSession))
            return null;
        return ScriptedCamera.Status(request, "401 Unauthorized", $"WWW-Authenticate: Digest realm=\"cam\", nonce=\"{nonce}\"{extra}\r\n");
    }

    private static string Expected(Challenge given, CameraRequest request, bool hasQuality, bool isSession)
    {
        string first = Md5("us:er:cam:p@ss:/?#%");
        if (isSession)
            first = Md5($"{first}:{given["nonce"]}:{given["cnonce"]}");
        string second = Md5($"{request.Method}:{request.Url}{(given["qop"] == "auth-int" ? ":" + Md5("") : "")}");
        return Md5(hasQuality ? $"{first}:{given["nonce"]}:{given["nc"]}:{given["cnonce"]}:{given["qop"]}:{second}" : $"{first}:{given["nonce"]}:{second}");
    }

#pragma warning disable CA5351 // Digest's own algorithm.
    private static string Md5(string text) => Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
