using System.Globalization;
using System.Net;
using System.Text.Json;
using FalconEye.Api.Tests.Recordings;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

/// <summary>A server that runs no FFmpeg of its own has sources tried by the prober, as in a cluster.</summary>
public sealed class RemoteTrialTests
{
    private const string Token = "token-of-the-prober";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_source_is_tried_by_the_prober_which_must_be_there_and_know_the_token()
    {
        await using var camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), Cancelled);
        var port = FreePort.Next();
        var address = $"http://127.0.0.1:{port}";
        await using var server = await FalconEyeServer.StartAsync(Cancelled, ("PROBE_URL", address), ("PROBE_TOKEN", Token));
        var source = new { protocol = "http", source_url = camera.Url.ToString() };

        var absent = await ProblemOfAsync(server, source);
        JsonElement tried;
        await using (var prober = await StartAsync(port, Token))
        {
            tried = await server.PostAsync("/api/cameras/probe", source, Cancelled);
            Assert.DoesNotContain(Token, prober.Output, StringComparison.Ordinal);
        }

        string refused;
        await using (await StartAsync(port, "another-token"))
        {
            refused = await ProblemOfAsync(server, source);
        }

        Assert.Contains("the probe server does not answer (PROBE_URL)", absent, StringComparison.Ordinal);
        Assert.True(tried.GetProperty("ok").GetBoolean(), tried.ToString());
        Assert.StartsWith("/9j/", tried.GetProperty("snapshot").GetString(), StringComparison.Ordinal);
        Assert.Contains("the probe server answered 401 (PROBE_URL, PROBE_TOKEN)", refused, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, server.Program.Output, StringComparison.Ordinal);

        // Its relays and recorders still run here.
        Assert.NotEqual(JsonValueKind.Null, (await server.GetAsync("/api/settings", Cancelled)).GetProperty("protections").ValueKind);
    }

    [Fact]
    public async Task A_recording_is_converted_by_the_prober()
    {
        var port = FreePort.Next();
        await using var server = await FalconEyeServer.StartAsync(Cancelled, ("PROBE_URL", $"http://127.0.0.1:{port}"), ("PROBE_TOKEN", Token));
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Cancelled);
        var (id, _) = await RecordedFile.AddAsync(
            server, camera, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "+faststart", seconds: 4, Cancelled, "libx265");
        var address = $"/api/recordings/{id}/converted.mp4?segment=16384";

        var absent = await server.RefuseAsync(HttpMethod.Get, address, null, HttpStatusCode.ServiceUnavailable, Cancelled);
        await using var prober = await StartAsync(port, Token);
        var converted = await server.Client.GetByteArrayAsync(address, Cancelled);

        Assert.Contains("the probe server does not answer (PROBE_URL)", absent.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(converted.AsSpan().IndexOf("avc1"u8) > 0, "It is not H.264.");
    }

    [Fact]
    public async Task Pictures_of_an_export_are_encoded_by_the_prober_which_has_to_be_there_before_it_begins()
    {
        var (port, noon) = (FreePort.Next(), new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var server = await FalconEyeServer.StartAsync(Cancelled, ("PROBE_URL", $"http://127.0.0.1:{port}"), ("PROBE_TOKEN", Token));
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Cancelled);
        await RecordedFile.AddAsync(server, camera, noon, "+faststart", seconds: 4, Cancelled);
        var wanted = new { camera_ids = new[] { camera }, from = noon.AddSeconds(1), to = noon.AddSeconds(4), burn_in_time = true };

        var absent = await server.RefuseAsync(HttpMethod.Post, "/api/exports", wanted, HttpStatusCode.ServiceUnavailable, Cancelled);
        await using var prober = await StartAsync(port, Token);
        var id = (await server.PostAsync("/api/exports", wanted, Cancelled)).GetProperty("id").GetString();
        var done = await Eventually.ReturnsAsync(
            () => server.GetAsync($"/api/exports/{id}", Cancelled), job => job.GetProperty("state").GetString() is "done" or "failed", "it is done", Cancelled);

        Assert.Contains("the probe server does not answer (PROBE_URL)", absent.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(done.GetProperty("state").GetString() == "done", done.ToString());
        using TemporaryFolder folder = new();
        await File.WriteAllBytesAsync(folder["export.zip"], await server.Client.GetByteArrayAsync($"/api/exports/{id}/download", Cancelled), Cancelled);
        await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(folder["export.zip"], folder["out"], Cancelled);
        BurnedText text = new("Door", "UTC", 160, 120, Enumerable.Range(0, 5).Select(second => noon.AddSeconds(second).UtcDateTime));
        Assert.Equal(
            Enumerable.Range(25, 75).Select(i => (DateTime?)noon.AddSeconds(i / 25).UtcDateTime),
            await text.ReadAsync(Assert.Single(Directory.GetFiles(folder["out"], "*.mp4")), Cancelled));
    }

    private static async Task<string> ProblemOfAsync(FalconEyeServer server, object source)
    {
        using var answer = await server.Client.PostAsync("/api/cameras/probe", FalconEyeServer.ToContent(source), Cancelled);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }

    private static async Task<RunningProgram> StartAsync(int port, string token)
    {
        var program = RunningProgram.Start(ProgramFile.Find("FalconEye.Relay"), new Dictionary<string, string>
        {
            ["PROBE_SERVER"] = "true",
            ["HOST"] = "127.0.0.1",
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["API_TOKEN"] = token,
        });
        using var http = new HttpClient();
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    return (await http.GetAsync($"http://127.0.0.1:{port}/healthz/live", Cancelled)).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the prober answers",
            Cancelled);
        return program;
    }
}
