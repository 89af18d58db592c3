using System.Net;
using System.Text.RegularExpressions;
using FalconEye.TestKit;

namespace FalconEye.Auth.Tests;

/// <summary>Players that cannot send headers get what they need in the addresses of a playlist, and no more; exports are their maker's.</summary>
public sealed partial class PlaybackRightsTests(LockedServer locked)
{
    private const string Period = "from=2026-03-01T12:00:00Z&to=2026-03-01T12:05:00Z";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_to_a_playlist_leads_to_its_segments_until_its_makers_login_ends()
    {
        var camera = await AddRecordedCameraAsync("Linked");
        var (person, _) = await locked.AddUserAsync("viewer", Ending, camera);
        var link = await person.PostAsync("/api/auth/links", new { path = $"/api/cameras/{camera}/playback.m3u8" }, HttpStatusCode.OK, Ending);
        using var player = Caller.Anonymous(locked.Server);

        var playlist = await player.Http.GetStringAsync($"{link.GetProperty("url").GetString()}&{Period}", Ending);
        var segment = SegmentAddress().Match(playlist).Value;

        Assert.Contains("?token=", segment, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await player.StatusAsync(HttpMethod.Get, segment, null, Ending));
        Assert.Equal(HttpStatusCode.Unauthorized, await player.StatusAsync(HttpMethod.Get, segment.Split('?')[0], null, Ending));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await player.StatusAsync(HttpMethod.Get, segment.Replace("fragments.mp4", "download", StringComparison.Ordinal), null, Ending));
        var ownPlaylist = await person.Http.GetStringAsync($"/api/cameras/{camera}/playback.m3u8?{Period}", Ending);
        Assert.DoesNotContain("token=", ownPlaylist, StringComparison.Ordinal);

        await person.StatusAsync(HttpMethod.Post, "/api/auth/logout", null, Ending);
        Assert.Equal(HttpStatusCode.Unauthorized, await player.StatusAsync(HttpMethod.Get, segment, null, Ending));
    }

    [Fact]
    public async Task An_export_is_seen_by_its_maker_and_administrators_and_is_of_the_makers_cameras_only()
    {
        var (mine, theirs) = (await AddRecordedCameraAsync("Mine"), await AddRecordedCameraAsync("Theirs"));
        var (person, _) = await locked.AddUserAsync("viewer", Ending, mine);
        var (other, _) = await locked.AddUserAsync("viewer", Ending, mine);
        object Wanted(params string[] cameras) => new { camera_ids = cameras, from = "2026-03-01T12:00:00Z", to = "2026-03-01T12:05:00Z" };

        await person.PostAsync("/api/exports", Wanted(mine, theirs), HttpStatusCode.NotFound, Ending);
        var id = (await person.PostAsync("/api/exports", Wanted(mine), HttpStatusCode.Created, Ending)).GetProperty("id").GetString();
        await Eventually.HoldsAsync(
            async () => (await person.GetAsync($"/api/exports/{id}", Ending)).GetProperty("state").GetString() == "done", "the export is done", Ending);

        Assert.Equal(HttpStatusCode.OK, await person.StatusAsync(HttpMethod.Get, $"/api/exports/{id}/download", null, Ending));
        Assert.Equal(HttpStatusCode.OK, await locked.Admin.StatusAsync(HttpMethod.Get, $"/api/exports/{id}/download", null, Ending));
        foreach (var path in (string[])[$"/api/exports/{id}", $"/api/exports/{id}/download"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await other.StatusAsync(HttpMethod.Get, path, null, Ending));
        }

        Assert.Equal(HttpStatusCode.NotFound, await other.StatusAsync(HttpMethod.Delete, $"/api/exports/{id}", null, Ending));
        Assert.Equal(0, (await other.GetAsync("/api/exports", Ending)).GetProperty("count").GetInt32());
    }

    private async Task<string> AddRecordedCameraAsync(string name)
    {
        var camera = await locked.AddCameraAsync(name, Ending);
        var folder = Directory.CreateDirectory(Path.Combine(locked.Server.DataDirectory, "recordings", camera));
        var path = Path.Combine(folder.FullName, "noon.mp4");
        await Tool.OutputOfAsync(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25", "-t", "4", "-c:v", "libx264", "-g", "25", "-movflags", "+faststart", path],
            Ending);
        var report = new
        {
            id = $"{camera}_20260301120000",
            camera_id = camera,
            file_path = path,
            file_name = "noon.mp4",
            start_time = "2026-03-01T12:00:00Z",
            status = "completed",
        };
        await locked.Admin.PostAsync("/api/recordings", report, HttpStatusCode.Created, Ending);
        await locked.Admin.SendAsync(HttpMethod.Patch, $"/api/recordings/{report.id}", new { end_time = "2026-03-01T12:00:04Z" }, HttpStatusCode.OK, Ending);
        return camera;
    }

    [GeneratedRegex("^/api/recordings/.*$", RegexOptions.Multiline)]
    private static partial Regex SegmentAddress();
}
