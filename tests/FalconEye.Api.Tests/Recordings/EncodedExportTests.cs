using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Recordings;

/// <summary>Exports whose pictures are encoded again: with the time burned in, and time-lapses.</summary>
public sealed class EncodedExportTests
{
    /// <summary>What text for FFmpeg's filters, shells and terminals would be.</summary>
    private const string Hostile = "O'Brien: \"50%\" \\ %{pts}';[v],movie=/etc/passwd";

    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 0, 59, 50, TimeSpan.Zero);

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    /// <summary>In this zone the clocks were set forward ten seconds after the first recording begins.</summary>
    private const string Zone = "Europe/Berlin";

    [Theory]
    [InlineData("libx264")]
    [InlineData("libx265")]
    public async Task Each_picture_shows_when_it_was_recorded_across_gaps_and_sound_is_kept(string encoder)
    {
        using TemporaryFolder folder = new();
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync(Hostile, new Uri("rtsp://192.0.2.1/x"), Ending);
        await RecordedFile.AddAsync(server, camera, Noon.AddSeconds(0.3), "+faststart", seconds: 8, Ending, encoder);
        await RecordedFile.AddAsync(server, camera, Noon.AddSeconds(30), "+faststart", seconds: 6, Ending, encoder);

        var (done, path) = await ExportAsync(
            server, folder, new { camera_ids = new[] { camera }, from = Noon.AddSeconds(2.7), to = Noon.AddSeconds(33), burn_in_time = true, time_zone = Zone });

        Assert.Equal((true, Zone), (done.GetProperty("burn_in_time").GetBoolean(), done.GetProperty("time_zone").GetString()));
        var (times, sound) = await PacketsAsync(path);
        BurnedText text = new(Hostile, Zone, 160, 120, Enumerable.Range(0, 40).Select(second => Noon.AddSeconds(second).UtcDateTime));
        var shown = await text.ReadAsync(path, Ending);
        double[] recorded = [.. Enumerable.Range(60, 140).Select(i => 0.3 + (i / 25.0)), .. Enumerable.Range(0, 75).Select(i => 30 + (i / 25.0))];
        Assert.Equal(recorded.Select(at => (DateTime?)Noon.AddSeconds(Math.Floor(at + 1e-6)).UtcDateTime), shown);
        Assert.Equal(Enumerable.Range(0, 215).Select(i => i / 25.0), times, Near);
        Assert.InRange(sound.Count, 65, 70);
        Assert.InRange(sound[^1], 8.2, 8.7);

        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder["out"], "manifest.json"), Ending)).RootElement.GetProperty("cameras")[0];
        var encoded = manifest.GetProperty("files")[0].GetProperty("encoded");
        Assert.Equal(("h264", Zone, false), (encoded.GetProperty("codec").GetString(), encoded.GetProperty("time_zone").GetString(), encoded.TryGetProperty("speed", out _)));
        Assert.Equal(
            [(Noon.AddSeconds(2.7).UtcDateTime, Noon.AddSeconds(8.3).UtcDateTime, 0), (Noon.AddSeconds(30).UtcDateTime, Noon.AddSeconds(33).UtcDateTime, 5.6)],
            manifest.GetProperty("files")[0].GetProperty("parts").EnumerateArray().Select(part =>
                (part.GetProperty("from").GetDateTime(), part.GetProperty("to").GetDateTime(), part.GetProperty("at_seconds").GetDouble())));
        Assert.Equal(Noon.AddSeconds(8.3).UtcDateTime, Assert.Single(manifest.GetProperty("gaps").EnumerateArray()).GetProperty("from").GetDateTime());
        await AssertWholeAsync(folder["export.zip"], "time burned in (Europe/Berlin)");
    }

    [Fact]
    public async Task A_time_lapse_shows_keyframes_at_the_chosen_speed_without_gaps_and_sound()
    {
        using TemporaryFolder folder = new();
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Yard", new Uri("rtsp://192.0.2.1/x"), Ending);
        await RecordedFile.AddAsync(server, camera, Noon, "+faststart", seconds: 20, Ending);
        await RecordedFile.AddAsync(server, camera, Noon.AddHours(5), "+faststart", seconds: 15, Ending);
        await RecordedFile.AddAsync(server, camera, Noon.AddDays(20), "+faststart", seconds: 15, Ending);

        var (done, path) = await ExportAsync(server, folder, new
        {
            camera_ids = new[] { camera },
            from = Noon.AddMinutes(-1),
            to = Noon.AddDays(21),
            burn_in_time = true,
            time_lapse = new { seconds = 2.5 },
        });

        Assert.Equal(20, done.GetProperty("speed").GetDouble());
        var (times, sound) = await PacketsAsync(path);
        DateTime[] recorded =
        [
            .. Enumerable.Range(0, 20).Select(second => Noon.AddSeconds(second).UtcDateTime),
            .. Enumerable.Range(0, 15).Select(second => Noon.AddHours(5).AddSeconds(second).UtcDateTime),
            .. Enumerable.Range(0, 15).Select(second => Noon.AddDays(20).AddSeconds(second).UtcDateTime),
        ];
        Assert.Equal(Enumerable.Range(0, 50).Select(i => i / 20.0), times, Near);
        Assert.Empty(sound);
        Assert.Equal(recorded.Select(time => (DateTime?)time), await new BurnedText("Yard", "UTC", 160, 120, recorded).ReadAsync(path, Ending));
        await AssertWholeAsync(folder["export.zip"], "time-lapse, 20 times as fast");
    }

    [Fact]
    public async Task A_time_lapse_of_H265_has_fewer_pictures_where_the_speed_asks_for_fewer()
    {
        using TemporaryFolder folder = new();
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Yard", new Uri("rtsp://192.0.2.1/x"), Ending);
        await RecordedFile.AddAsync(server, camera, Noon, "+faststart", seconds: 24, Ending, "libx265");

        var (_, path) = await ExportAsync(
            server, folder, new { camera_ids = new[] { camera }, from = Noon, to = Noon.AddSeconds(24), time_lapse = new { speed = 100 } });

        // At a hundred times the speed a picture each four seconds is one each 25th of a second.
        var (times, _) = await PacketsAsync(path);
        Assert.Equal(Enumerable.Range(0, 6).Select(i => i / 25.0), times, Near);
        Assert.Equal(6, (await RecordedFile.FramesAsync(path, Ending)).Distinct().Count());
    }

    [Fact]
    public async Task What_is_damaged_becomes_a_gap_with_its_cause()
    {
        using TemporaryFolder folder = new();
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        await RecordedFile.AddAsync(server, camera, Noon, "+faststart", seconds: 2, Ending);
        var (_, damaged) = await RecordedFile.AddAsync(server, camera, Noon.AddSeconds(10), "+faststart", seconds: 4, Ending);
        var bytes = await File.ReadAllBytesAsync(damaged, Ending);
        bytes.AsSpan(bytes.AsSpan().IndexOf("mdat"u8) + 12).Fill(0x7F);
        await File.WriteAllBytesAsync(damaged, bytes, Ending);

        var (_, path) = await ExportAsync(
            server, folder, new { camera_ids = new[] { camera }, from = Noon, to = Noon.AddSeconds(14), burn_in_time = true });

        Assert.Equal(50, (await RecordedFile.FramesAsync(path, Ending)).Length);
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder["out"], "manifest.json"), Ending)).RootElement.GetProperty("cameras")[0];
        var gap = Assert.Single(manifest.GetProperty("gaps").EnumerateArray());
        Assert.Equal(
            (Noon.AddSeconds(2).UtcDateTime, Noon.AddSeconds(14).UtcDateTime, "unreadable"),
            (gap.GetProperty("from").GetDateTime(), gap.GetProperty("to").GetDateTime(), gap.GetProperty("cause").GetString()));
    }

    [Fact]
    public async Task One_that_is_cancelled_ends_its_FFmpeg_and_leaves_nothing()
    {
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        await RecordedFile.AddAsync(server, camera, Noon, "+faststart", seconds: 90, Ending);
        var wanted = new { camera_ids = new[] { camera }, from = Noon, to = Noon.AddSeconds(90), burn_in_time = true };
        var id = (await server.PostAsync("/api/exports", wanted, Ending)).GetProperty("id").GetString();
        await Eventually.HoldsAsync(
            async () => (await server.GetAsync($"/api/exports/{id}", Ending)).GetProperty("progress").GetDouble() > 0, "it is being made", Ending);

        // A copy does not wait for it.
        var copy = (await server.PostAsync(
            "/api/exports", new { camera_ids = new[] { camera }, from = Noon, to = Noon.AddSeconds(5) }, Ending)).GetProperty("id").GetString();
        await Eventually.HoldsAsync(
            async () => (await server.GetAsync($"/api/exports/{copy}", Ending)).GetProperty("state").GetString() == "done", "the copy is done", Ending);
        await server.Client.DeleteAsync($"/api/exports/{copy}", Ending);

        using var deleted = await server.Client.DeleteAsync($"/api/exports/{id}", Ending);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        var exports = Path.Combine(server.DataDirectory, "exports");
        await Eventually.HoldsAsync(() => Task.FromResult(Directory.GetFileSystemEntries(exports).Length == 0), "its files are gone", Ending);
        await Eventually.HoldsAsync(async () => (await ChildrenAsync(server)).All(name => name != "ffmpeg"), "FFmpeg has ended", Ending);
    }

    [Fact]
    public async Task What_cannot_be_made_is_refused_with_the_field_and_what_to_do()
    {
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        var other = await server.AddCameraAsync("Yard", new Uri("rtsp://192.0.2.1/y"), Ending);
        await RecordedFile.AddAsync(server, camera, Noon, "+faststart", seconds: 60, Ending);
        var (from, to, one, both) = (Noon, Noon.AddMinutes(1), new[] { camera }, new[] { camera, other });
        foreach (var (body, field) in ((object, string)[])[
            (new { camera_ids = one, from, to, burn_in_time = true, time_zone = "Mars/Base" }, "time_zone"),
            (new { camera_ids = one, from, to, burn_in_time = true, time_zone = "../../etc/passwd" }, "time_zone"),
            (new { camera_ids = one, from, to, burn_in_time = true, time_zone = new string('a', 65) }, "time_zone"),
            (new { camera_ids = both, from, to = from.AddHours(13), burn_in_time = true }, "to"),
            (new { camera_ids = both, from, to, time_lapse = new { speed = 60 } }, "camera_ids"),
            (new { camera_ids = one, from, to, time_lapse = new { } }, "time_lapse"),
            (new { camera_ids = one, from, to, time_lapse = new { speed = 60, seconds = 60 } }, "time_lapse"),
            (new { camera_ids = one, from, to, time_lapse = new { speed = 9.9 } }, "time_lapse"),
            (new { camera_ids = one, from, to, time_lapse = new { speed = -1 } }, "time_lapse"),
            (new { camera_ids = one, from, to, time_lapse = new { speed = 1e300 } }, "time_lapse"),
            (new { camera_ids = one, from, to, time_lapse = new { seconds = 0 } }, "time_lapse"),
            (new { camera_ids = one, from, to, time_lapse = new { seconds = 7 } }, "time_lapse"),
            (new { camera_ids = one, from, to = from.AddDays(33), time_lapse = new { speed = 60 } }, "to")])
        {
            var problem = await server.RefuseAsync(HttpMethod.Post, "/api/exports", body, HttpStatusCode.BadRequest, Ending);
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        }

        Assert.Equal(0, (await server.GetAsync("/api/exports", Ending)).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Without_FFmpeg_the_job_does_not_begin()
    {
        using TemporaryFolder empty = new();
        await using var server = await FalconEyeServer.StartAsync(Ending, ("PATH", empty.Path));
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        await RecordedFile.AddAsync(server, camera, Noon, "+faststart", seconds: 2, Ending);

        var wanted = new { camera_ids = new[] { camera }, from = Noon, to = Noon.AddSeconds(2), burn_in_time = true };
        var problem = await server.RefuseAsync(HttpMethod.Post, "/api/exports", wanted, HttpStatusCode.ServiceUnavailable, Ending);

        Assert.Contains("need FFmpeg", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await server.GetAsync("/api/exports", Ending)).GetProperty("count").GetInt32());
    }

    private static async Task<(JsonElement Export, string Video)> ExportAsync(FalconEyeServer server, TemporaryFolder folder, object wanted)
    {
        var id = (await server.PostAsync("/api/exports", wanted, Ending)).GetProperty("id").GetString();
        var done = await Eventually.ReturnsAsync(
            () => server.GetAsync($"/api/exports/{id}", Ending), job => job.GetProperty("state").GetString() is "done" or "failed", "the export is done", Ending);
        Assert.True(done.GetProperty("state").GetString() == "done", done.ToString());
        await File.WriteAllBytesAsync(folder["export.zip"], await server.Client.GetByteArrayAsync($"/api/exports/{id}/download", Ending), Ending);
        await ZipFile.ExtractToDirectoryAsync(folder["export.zip"], folder["out"], Ending);
        return (done, Assert.Single(Directory.GetFiles(folder["out"], "*.mp4")));
    }

    private static async Task AssertWholeAsync(string zip, string expected)
    {
        await using var program = RunningProgram.Start(ProgramFile.Find("FalconEye.Api"), new Dictionary<string, string>(), ["verify", zip]);
        Assert.Equal(0, await program.WaitForExitAsync(Ending));
        Assert.Contains(expected, program.Output, StringComparison.Ordinal);
    }

    /// <summary>When each picture and each packet of sound is shown, in seconds; checks that the video is H.264.</summary>
    private static async Task<(IReadOnlyList<double> Pictures, IReadOnlyList<double> Sound)> PacketsAsync(string video)
    {
        var report = JsonDocument.Parse(await Tool.OutputOfAsync(
            "ffprobe", ["-v", "error", "-show_entries", "stream=codec_name:packet=pts_time,codec_type", "-of", "json", video], Ending)).RootElement;
        Assert.Equal("h264", report.GetProperty("streams")[0].GetProperty("codec_name").GetString());
        var packets = report.GetProperty("packets").EnumerateArray().ToLookup(
            packet => packet.GetProperty("codec_type").GetString(), packet => double.Parse(packet.GetProperty("pts_time").GetString()!, CultureInfo.InvariantCulture));
        return ([.. packets["video"].Order()], [.. packets["audio"].Order()]);
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 0.002;

    private static async Task<IReadOnlyList<string>> ChildrenAsync(FalconEyeServer server)
    {
        var found = await Tool.RunAsync("ps", ["--ppid", server.Program.Id.ToString(CultureInfo.InvariantCulture), "-o", "comm="], Ending);
        return found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
