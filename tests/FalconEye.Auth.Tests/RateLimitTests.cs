using System.Diagnostics;
using System.Globalization;
using System.Net;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>One caller cannot take the server from the others.</summary>
public sealed class RateLimitTests
{
    private const int PerMinute = 60;

    [Fact]
    public async Task Rate_limited_callers_get_Retry_After_and_other_callers_streams_and_probes_are_not_limited()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "on"), ("RATE_LIMIT_PER_MINUTE", $"{PerMinute}"));
        using var greedy = Caller.Anonymous(server);
        await greedy.PostAsync("/api/auth/setup", new { user_name = "anna", password = LockedServer.Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, ct);
        var token = (await greedy.PostAsync("/api/auth/tokens", new { name = "script", role = "viewer", expires_in_days = 1 }, HttpStatusCode.Created, ct)).GetProperty("token").GetString()!;
        using var script = Caller.WithToken(server, token);
        using var stranger = Caller.Anonymous(server, IPAddress.Parse("127.0.0.31"));

        using var refused = await ExhaustAsync(greedy, "/api/cameras", ct);
        var clock = Stopwatch.StartNew();
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);

        // Their tokens give a person no further calls, but for the one that is given back each second.
        for (var answered = 1; await script.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct) != HttpStatusCode.TooManyRequests; answered++)
        {
            Assert.True(answered <= clock.Elapsed.TotalSeconds + 1, "The token has calls of its own.");
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.StatusAsync(HttpMethod.Get, "/api/cameras", null, ct));
        foreach (var (path, expected) in new[]
        {
            ("/healthz/live", HttpStatusCode.OK),
            ("/health", HttpStatusCode.OK),
            ("/api/events", HttpStatusCode.OK),
            ($"/api/cameras/{Guid.NewGuid()}/stream", HttpStatusCode.NotFound),
            ($"/api/recordings/{Guid.NewGuid()}_20260101000000/download", HttpStatusCode.NotFound),
        })
        {
            Assert.Equal((path, expected), (path, await greedy.StatusAsync(HttpMethod.Get, path, null, ct)));
        }

        // Strangers of one address share a counter, whatever they ask.
        using var also = await ExhaustAsync(stranger, "/api/auth/status", ct);
    }

    /// <returns>The first answer that is a refusal.</returns>
    private static async Task<HttpResponseMessage> ExhaustAsync(Caller caller, string path, CancellationToken cancellationToken)
    {
        // A machine that is slow gives calls back meanwhile, one a second.
        for (var call = 0; call < PerMinute * 10; call++)
        {
            var answer = await caller.SendAsync(HttpMethod.Get, path, null, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return answer;
            }

            answer.Dispose();
        }

        throw new InvalidOperationException($"{PerMinute * 10} calls of {path} were all answered.");
    }
}
