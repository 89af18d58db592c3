using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Live;

/// <summary>Low-latency HLS as a player speaks it (draft-pantos-hls-rfc8216bis).</summary>
public sealed class LowLatencyHlsTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_part_comes_as_it_was_hinted_at_with_a_playlist_that_was_waited_for_and_parts_make_the_segment()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { Audio = AudioCodec.Aac, FramesPerSecond = 25 }, Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var id = await server.AddRunningCameraAsync("Door", camera, Ending);
        var player = new Player(server, id);
        await Eventually.ReturnsAsync(
            () => server.Client.GetStringAsync($"/api/cameras/{id}/live.m3u8", Ending), text => text.Contains("mp4a", StringComparison.Ordinal), "the playlist has sound", Ending);

        var playlist = MediaPlaylist.Read(await player.GetAsync("index.m3u8"), isSteady: false);
        Dictionary<string, byte[]> parts = [];
        for (var reload = 0; reload < 12; reload++)
        {
            var (hint, (segment, part)) = (playlist.Hint!, playlist.Next);
            var hinted = player.GetBytesAsync(hint);
            playlist = playlist.ReadNext(await player.GetAsync($"index.m3u8?_HLS_msn={segment}&_HLS_part={part}"));
            parts[hint] = await hinted;

            // What was hinted at is what has come: the part asked for or, where the segment has ended before it, the first of the next.
            Assert.Contains(
                playlist.Segments,
                listed => (listed.Number == segment && listed.Parts.Count > part && listed.Parts[part].Uri == hint)
                    || (listed.Number == segment + 1 && listed.Parts.Count > 0 && listed.Parts[0].Uri == hint));
        }

        var last = playlist.Ended.Last(segment => segment.Parts.All(part => parts.ContainsKey(part.Uri)));
        Assert.True(last.Parts[0].IsIndependent && last.Parts.Count > 1, playlist.Text);
        Assert.Equal(await player.GetBytesAsync(last.Uri!), last.Parts.SelectMany(part => parts[part.Uri]));
        Assert.InRange(DateTimeOffset.UtcNow - playlist.Segments[^1].StartedAt, TimeSpan.Zero, TimeSpan.FromSeconds(30));

        // Without a part a whole segment is waited for; what there is already is not.
        var next = playlist.Ended.Last().Number + 1;
        Assert.Equal(next, MediaPlaylist.Read(await player.GetAsync($"index.m3u8?_HLS_msn={next}"), isSteady: false).Ended.Last().Number);
        playlist.ReadNext(await player.GetAsync($"index.m3u8?_HLS_msn=0&_HLS_part=7&_HLS_skip=YES"));
        Assert.Equal(1, (await camera.StatsAsync(Ending)).Sessions);
    }

    [Fact]
    public async Task What_can_never_come_is_refused_by_name_and_a_camera_that_has_stopped_sending_is_not_waited_for_without_end()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var id = await server.AddRunningCameraAsync("Door", camera, Ending);
        var player = new Player(server, id);
        var playlist = MediaPlaylist.Read(await player.GetAsync("index.m3u8"), isSteady: false);
        var (segment, _) = playlist.Next;

        foreach (var (query, field) in (IEnumerable<(string, string)>)
            [
                ("_HLS_msn=abc", "_HLS_msn"), ("_HLS_msn=-1", "_HLS_msn"), ("_HLS_msn=1&_HLS_msn=2", "_HLS_msn"), ($"_HLS_msn={segment + 50}", "_HLS_msn"),
                ("_HLS_part=1", "_HLS_part"), ($"_HLS_msn={segment}&_HLS_part=x", "_HLS_part"), ($"_HLS_msn={segment}&_HLS_part=", "_HLS_part"),
                ($"_HLS_msn={segment + 1}&_HLS_part=9000", "_HLS_part"),
            ])
        {
            using var refused = await server.Client.GetAsync($"/api/cameras/{id}/hls/index.m3u8?{query}", Ending);
            Assert.True(refused.StatusCode == HttpStatusCode.BadRequest, query);
            var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Ending)).RootElement;
            Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name), StringComparer.OrdinalIgnoreCase);
            Assert.StartsWith(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        // Only the next part is waited for.
        await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{id}/hls/part-{long.MaxValue}.m4s", null, HttpStatusCode.NotFound, Ending);
        await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{id}/hls/part-0.m4s", null, HttpStatusCode.NotFound, Ending);

        await camera.FreezeAsync(Ending);
        var stopped = await Eventually.ReturnsAsync(
            async () => await player.GetStatusAsync($"index.m3u8?_HLS_msn={MediaPlaylist.Read(await player.GetAsync("index.m3u8"), isSteady: false).Next.Segment + 1}"),
            status => status != HttpStatusCode.OK,
            "the wait ends",
            Ending);
        Assert.Contains(stopped, (HttpStatusCode[])[HttpStatusCode.ServiceUnavailable, HttpStatusCode.BadGateway]);
    }

    private sealed class Player(FalconEyeServer server, string id)
    {
        internal Task<string> GetAsync(string path) => server.Client.GetStringAsync($"/api/cameras/{id}/hls/{path}", Ending);

        internal Task<byte[]> GetBytesAsync(string path) => server.Client.GetByteArrayAsync($"/api/cameras/{id}/hls/{path}", Ending);

        internal async Task<HttpStatusCode> GetStatusAsync(string path)
        {
            using var response = await server.Client.GetAsync($"/api/cameras/{id}/hls/{path}", Ending);
            return response.StatusCode;
        }
    }
}
