using System.Net;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Auth.Tests;

/// <summary>Requests of HLS that wait for video are bounded for each caller, and end with the caller's login.</summary>
public sealed class HlsLimitTests
{
    private const string Password = "violet tractor moon";

    [Fact]
    public async Task A_caller_has_two_waiting_requests_for_each_stream_and_they_end_with_the_login()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { KeyframeSeconds = 4 }, ct);
        await using var server = await LimitTests.StartAsync(ct, ("MAX_STREAMS", "1"));
        using var admin = await Caller.LogInAsync(server, "anna", Password, ct);
        var id = (await admin.PostAsync(
            "/api/cameras", new { name = "Door", protocol = "rtsp", source_url = camera.UrlWithCredentials.AbsoluteUri }, HttpStatusCode.Created, ct)).GetProperty("id").GetString();
        await admin.PostAsync($"/api/cameras/{id}/start", null, HttpStatusCode.OK, ct);
        await Eventually.HoldsAsync(
            async () => (await admin.GetAsync($"/api/cameras/{id}", ct)).GetProperty("status").GetString() == "running", "the camera runs", ct);
        await admin.PostAsync("/api/users", new { user_name = "ben", password = Password, role = "viewer", all_cameras = true }, HttpStatusCode.Created, ct);
        using var viewer = await Caller.LogInAsync(server, "ben", Password, ct);
        var playlist = await viewer.Http.GetStringAsync($"/api/cameras/{id}/hls/index.m3u8", ct);
        var last = playlist.Split('\n').Last(line => line.StartsWith("segment-", StringComparison.Ordinal)).Split('-', '.')[1];

        // With keyframes four seconds apart, the wait is as long as twelve.
        await camera.FreezeAsync(ct);
        var next = $"/api/cameras/{id}/hls/index.m3u8?_HLS_msn={long.Parse(last, System.Globalization.CultureInfo.InvariantCulture) + 2}";
        var requests = Enumerable.Range(0, 3).Select(_ => viewer.SendAsync(HttpMethod.Get, next, null, ct)).ToList();
        var first = await Task.WhenAny(requests);
        using var refused = await first;
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("MAX_STREAMS", await refused.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);

        // Others are not hindered, and what need not wait is answered.
        Assert.Equal(HttpStatusCode.OK, await admin.StatusAsync(HttpMethod.Get, $"/api/cameras/{id}/hls/index.m3u8", null, ct));
        await viewer.PostAsync("/api/auth/logout", null, HttpStatusCode.NoContent, ct);
        requests.Remove(first);
        foreach (var request in requests)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => request);
        }
    }
}
