using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Recordings;

/// <summary>A camera's recordings as one timeline: what players get of them.</summary>
public sealed class PlaybackTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_player_gets_every_frame_of_the_files_there_are_across_a_gap_and_hears_of_those_that_are_not()
    {
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        var first = await RecordedFile.AddAsync(server, camera, Noon, "+faststart", seconds: 8, Ending);
        var second = await RecordedFile.AddAsync(server, camera, Noon.AddSeconds(30), "+frag_keyframe+empty_moov+default_base_moof", seconds: 6, Ending);
        var damaged = await RecordedFile.AddAsync(server, camera, Noon.AddSeconds(60), "+faststart", seconds: 4, Ending);
        await CutAsync(damaged);
        var period = $"from={Noon:yyyy-MM-ddTHH:mm:ssZ}&to={Noon.AddMinutes(5):yyyy-MM-ddTHH:mm:ssZ}";

        using var answer = await server.Client.GetAsync($"/api/cameras/{camera}/playback.m3u8?{period}", Ending);
        var playlist = await answer.Content.ReadAsStringAsync(Ending);
        Assert.Equal("application/vnd.apple.mpegurl", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(damaged.Id, Assert.Single(answer.Headers.GetValues("X-Missing-Recordings")));
        Assert.Equal(2, playlist.Split("#EXT-X-MAP:").Length - 1);
        Assert.Equal(1, playlist.Split("#EXT-X-DISCONTINUITY\n").Length - 1);
        Assert.Contains("#EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:30.000Z", playlist, StringComparison.Ordinal);

        string[] expected = [.. await RecordedFile.FramesAsync(first.Path, Ending), .. await RecordedFile.FramesAsync(second.Path, Ending)];
        Assert.Equal(expected, await RecordedFile.FramesAsync($"{server.Client.BaseAddress}api/cameras/{camera}/playback.m3u8?{period}", Ending));

        var described = await server.GetAsync($"/api/cameras/{camera}/playback?{period}", Ending);
        var files = described.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal([first.Id, second.Id], files.Select(file => file.GetProperty("recording_id").GetString()));
        Assert.Equal(damaged.Id, described.GetProperty("missing")[0].GetProperty("recording_id").GetString());
        await AssertSegmentsFollowEachOtherAsync(server, files[0]);

        await AssertLimitsAsync(server, camera);
    }

    [Fact]
    public async Task The_period_begins_at_the_keyframe_before_its_beginning_and_says_how_much_to_skip()
    {
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        await RecordedFile.AddAsync(server, camera, Noon, "+faststart", seconds: 10, Ending);

        var playlist = await server.Client.GetStringAsync($"/api/cameras/{camera}/playback.m3u8?from=2026-03-01T12:00:04.5Z&to=2026-03-01T12:00:05Z", Ending);

        Assert.Contains("#EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:03.000Z", playlist, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-START:TIME-OFFSET=1.500,PRECISE=YES", playlist, StringComparison.Ordinal);
        Assert.Equal(1, playlist.Split("#EXTINF:").Length - 1);
    }

    private static async Task AssertSegmentsFollowEachOtherAsync(FalconEyeServer server, JsonElement file)
    {
        var (url, next) = (file.GetProperty("url").GetString(), 0.0);
        foreach (var segment in file.GetProperty("segments").EnumerateArray().Select(numbers => numbers.EnumerateArray().Select(n => n.GetDouble()).ToList()))
        {
            Assert.Equal(next, segment[0], 3);
            next = segment[0] + segment[1];
            using HttpRequestMessage request = new(HttpMethod.Get, url);
            request.Headers.Range = new RangeHeaderValue((long)segment[2], (long)(segment[2] + segment[3]) - 1);
            using var part = await server.Client.SendAsync(request, Ending);
            var bytes = await part.Content.ReadAsByteArrayAsync(Ending);
            Assert.Equal((HttpStatusCode.PartialContent, (int)segment[3]), (part.StatusCode, bytes.Length));
            Assert.Equal("moof", System.Text.Encoding.ASCII.GetString(bytes, 4, 4));
        }

        Assert.Equal(8, next, 3);
    }

    private static async Task AssertLimitsAsync(FalconEyeServer server, string camera)
    {
        foreach (var name in (string[])["playback", "playback.m3u8"])
        {
            foreach (var (query, field) in ((string, string)[])[
                ("", "from"),
                ("?from=2026-03-01T12:00:00Z", "to"),
                ("?from=2026-03-01T12:00:00Z&to=2026-03-01T12:00:00Z", "to"),
                ("?from=2026-03-01T12:00:00Z&to=2026-03-03T12:00:00Z", "to"),
                ("?from=0001-01-01T00:00:00Z&to=0001-01-01T00:01:00Z", "from"),
                ("?from=9999-12-31T23:59:59Z&to=9999-12-31T23:59:59.5Z", "from"),
                ("?from=yesterday&to=2026-03-01T12:00:00Z", "from"),
                ("?from=2026-03-01T12:00:00Z&to=-1", "to")])
            {
                var problem = await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{camera}/{name}{query}", null, HttpStatusCode.BadRequest, Ending);
                Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), $"{name}{query}: {problem}");
            }

            await server.RefuseAsync(
                HttpMethod.Get, $"/api/cameras/{Guid.NewGuid()}/{name}?from=2026-03-01T12:00:00Z&to=2026-03-01T13:00:00Z", null, HttpStatusCode.NotFound, Ending);
        }

        await server.RefuseAsync(
            HttpMethod.Get, $"/api/cameras/{camera}/playback.m3u8?from=2020-03-01T12:00:00Z&to=2020-03-01T13:00:00Z", null, HttpStatusCode.NotFound, Ending);
        await server.RefuseAsync(HttpMethod.Get, "/api/recordings/..%2F..%2Fetc%2Fpasswd/fragments.mp4", null, HttpStatusCode.NotFound, Ending);
    }

    private static async Task CutAsync((string Id, string Path) recording)
    {
        await using var file = File.OpenWrite(recording.Path);
        file.SetLength(file.Length / 2);
    }
}
