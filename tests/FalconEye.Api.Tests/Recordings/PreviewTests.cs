using System.Net;
using System.Net.Http.Headers;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Recordings;

/// <summary>Small pictures of moments of recordings.</summary>
public sealed class PreviewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_moment_is_shown_by_the_keyframe_before_it_which_is_kept_until_the_recording_is_deleted()
    {
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        var (id, _) = await RecordedFile.AddAsync(server, camera, Noon, "+faststart", seconds: 8, Ending);
        await RecordedFile.AddAsync(server, camera, Noon.AddSeconds(30), "+frag_keyframe+empty_moov+default_base_moof", seconds: 4, Ending);

        // Previews may take a hundredth of what recordings take.
        await server.SendAsync(HttpMethod.Patch, $"/api/recordings/{id}", new { file_size_bytes = 100_000_000 }, Ending);

        var (picture, taken, tag) = await PreviewAsync(server, camera, Noon.AddSeconds(3.7));
        var (again, _, _) = await PreviewAsync(server, camera, Noon.AddSeconds(3));
        var (other, _, otherTag) = await PreviewAsync(server, camera, Noon.AddSeconds(5.2));
        var (fragmented, takenLater, _) = await PreviewAsync(server, camera, Noon.AddSeconds(33.99));

        Assert.Equal("2026-03-01T12:00:03.000Z", taken);
        Assert.StartsWith("2026-03-01T12:00:33.", takenLater, StringComparison.Ordinal);
        Assert.Equal(picture, again);
        Assert.NotEqual(picture, other);
        Assert.NotEqual(tag, otherTag);
        Assert.Equal(["120x90", "120x90"], [await SizeOfAsync(picture), await SizeOfAsync(fragmented)]);

        using HttpRequestMessage known = new(HttpMethod.Get, AddressOf(camera, Noon.AddSeconds(3.7)));
        known.Headers.IfNoneMatch.Add(tag);
        using var unchanged = await server.Client.SendAsync(known, Ending);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        var folder = Path.Combine(server.DataDirectory, "previews", id);
        Assert.Equal(["3000.jpg", "5000.jpg"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "3000.jpg")));
        using var deleted = await server.Client.DeleteAsync($"/api/recordings/{id}", Ending);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.False(Directory.Exists(folder));
        await AssertNothingAsync(server, camera);
    }

    [Fact]
    public async Task A_server_without_FFmpeg_whose_prober_is_away_says_that_there_are_no_previews_now()
    {
        await using var server = await FalconEyeServer.StartAsync(Ending, ("PROBE_URL", $"http://127.0.0.1:{FreePort.Next()}"), ("PROBE_TOKEN", "token"));
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        await RecordedFile.AddAsync(server, camera, Noon, "+faststart", seconds: 2, Ending);

        var problem = await server.RefuseAsync(HttpMethod.Get, AddressOf(camera, Noon.AddSeconds(1)), null, HttpStatusCode.ServiceUnavailable, Ending);

        Assert.Contains("Previews are not available now", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task AssertNothingAsync(FalconEyeServer server, string camera)
    {
        foreach (var moment in (DateTimeOffset[])[Noon.AddSeconds(3), Noon.AddSeconds(20), Noon.AddSeconds(34.1), DateTimeOffset.UtcNow.AddDays(1)])
        {
            await server.RefuseAsync(HttpMethod.Get, AddressOf(camera, moment), null, HttpStatusCode.NotFound, Ending);
        }

        await server.RefuseAsync(HttpMethod.Get, AddressOf($"{Guid.NewGuid()}", Noon), null, HttpStatusCode.NotFound, Ending);
        foreach (var query in (string[])["", "?at=", "?at=yesterday", "?at=0001-01-01T00:00:00Z", "?at=9999-12-31T23:59:59Z"])
        {
            var problem = await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{camera}/preview{query}", null, HttpStatusCode.BadRequest, Ending);
            Assert.True(problem.GetProperty("errors").TryGetProperty("at", out _), $"{query}: {problem}");
        }
    }

    private static async Task<(byte[] Picture, string Taken, EntityTagHeaderValue Tag)> PreviewAsync(FalconEyeServer server, string camera, DateTimeOffset moment)
    {
        using var answer = await server.Client.GetAsync(AddressOf(camera, moment), Ending);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ending));
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.Private);
        Assert.Equal(["Cookie", "Authorization"], answer.Headers.Vary);
        return (await answer.Content.ReadAsByteArrayAsync(Ending), answer.Headers.GetValues("X-Picture-Time").Single(), answer.Headers.ETag!);
    }

    private static string AddressOf(string camera, DateTimeOffset moment) => $"/api/cameras/{camera}/preview?at={moment.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}";

    private static async Task<string> SizeOfAsync(byte[] jpeg)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllBytesAsync(folder["preview.jpg"], jpeg, Ending);
        var size = await Tool.OutputOfAsync("ffprobe", ["-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0:s=x", folder["preview.jpg"]], Ending);
        return size.Trim();
    }
}
