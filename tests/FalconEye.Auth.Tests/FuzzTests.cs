using System.Net;

namespace FalconEye.Auth.Tests;

/// <summary>Ten thousand requests made up from the OpenAPI document: whatever comes, no 500 and no hang.</summary>
public sealed class FuzzTests(ServerToErase locked) : IClassFixture<ServerToErase>
{
    private const int Requests = 10_000;

    [Fact]
    public async Task Ten_thousand_random_requests_cause_no_500_and_no_hang()
    {
        var ct = TestContext.Current.CancellationToken;
        var answers = await RandomRequests.SendAsync(locked.Admin, await locked.AddCameraAsync("Known", ct), Requests, ct);

        // They reach what is behind the validation, too.
        Assert.All([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound], expected => Assert.InRange(answers.GetValueOrDefault(expected), 100, Requests));
    }
}
