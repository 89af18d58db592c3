using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Auth.Tests;

/// <summary>A camera's relay and recorder let no one in but the server.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("FalconEye.Relay", "/health", "/stream", "/video", "/snapshot", "/metrics", "/")]
    [InlineData("FalconEye.Recorder", "/health", "/status", "/copy", "/metrics", "/start", "/stop")]
    public async Task Without_its_credential_everything_but_the_probes_is_refused(string name, params string[] paths)
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var port = FreePort.Next();
        await using var program = RunningProgram.Start(ProgramFile.Find(name), new Dictionary<string, string>
        {
            ["HOST"] = "127.0.0.1",
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["API_TOKEN"] = "the-right-one",
            ["RELAY_TOKEN"] = "the-relays",
            ["RTSP_URL"] = "rtsp://127.0.0.1:9/a",
            ["STREAM_URL"] = "rtsp://127.0.0.1:9/a",
            ["CAMERA_ID"] = Guid.NewGuid().ToString(),
            ["CAMERA_NAME"] = "Test",
            ["API_URL"] = "http://127.0.0.1:9",
            ["RECORDINGS_PATH"] = folder.Path,
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.HoldsAsync(() => AnswersAsync(http, ct), "the program answers its probe", ct);
        foreach (var path in paths)
        {
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, (await http.GetAsync(path, ct)).StatusCode));
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, (await http.PostAsync(path, null, ct)).StatusCode));
        }

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "the-wrong-one");
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/health", ct)).StatusCode);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "the-right-one");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health", ct)).StatusCode);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "the-relays");
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/health", ct)).StatusCode);
        Assert.Equal(
            name == "FalconEye.Recorder" ? HttpStatusCode.Conflict : HttpStatusCode.Unauthorized, (await http.GetAsync(name == "FalconEye.Recorder" ? "/copy" : "/video", ct)).StatusCode);
        Assert.DoesNotContain("the-right-one", program.Output, StringComparison.Ordinal);
    }

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            return await http.GetStringAsync("/healthz/live", cancellationToken) == "ok";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
