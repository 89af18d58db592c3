using System.IO.Compression;
using System.Net;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Recordings;

/// <summary>Recordings to hand over: whole, checkable, and only for those who may have them.</summary>
public sealed class ExportTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_has_the_frames_of_the_exact_time_names_its_gaps_and_shows_every_change()
    {
        using TemporaryFolder folder = new();
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var camera = await server.AddCameraAsync("Front \"door\"/../", new Uri("rtsp://192.0.2.1/x"), Ending);
        var noon = DateTimeOffset.UtcNow.AddHours(-2);
        noon = noon.AddTicks(-(noon.Ticks % TimeSpan.TicksPerSecond));
        var first = await RecordedFile.AddAsync(server, camera, noon, "+faststart", seconds: 8, Ending);
        var second = await RecordedFile.AddAsync(server, camera, noon.AddSeconds(30), "+faststart", seconds: 6, Ending);

        var export = await server.PostAsync(
            "/api/exports", new { camera_ids = new[] { camera }, from = noon.AddSeconds(2.4), to = noon.AddSeconds(33) }, Ending);
        var id = export.GetProperty("id").GetString();
        var done = await Eventually.ReturnsAsync(
            () => server.GetAsync($"/api/exports/{id}", Ending), job => job.GetProperty("state").GetString() is "done" or "failed", "the export is done", Ending);
        Assert.Equal(("done", 1.0), (done.GetProperty("state").GetString(), done.GetProperty("progress").GetDouble()));
        var fingerprint = (await server.GetAsync("/api/exports", Ending)).GetProperty("key_fingerprint").GetString()!;
        await File.WriteAllBytesAsync(folder["export.zip"], await server.Client.GetByteArrayAsync($"/api/exports/{id}/download", Ending), Ending);
        await ZipFile.ExtractToDirectoryAsync(folder["export.zip"], folder["out"], Ending);

        var video = Assert.Single(Directory.GetFiles(folder["out"], "*.mp4"));
        var (a, b) = (await RecordedFile.FramesAsync(first.Path, Ending), await RecordedFile.FramesAsync(second.Path, Ending));
        string[] expected = [.. a[60..], .. b[..75]];
        Assert.Equal(expected, await RecordedFile.FramesAsync(video, Ending));
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder["out"], "manifest.json"), Ending));
        var gap = Assert.Single(manifest.RootElement.GetProperty("cameras")[0].GetProperty("gaps").EnumerateArray());
        Assert.Equal(
            (noon.AddSeconds(8).UtcDateTime, noon.AddSeconds(30).UtcDateTime), (gap.GetProperty("from").GetDateTime(), gap.GetProperty("to").GetDateTime()));

        Assert.Equal(0, await VerifyAsync(folder["export.zip"], "--fingerprint", fingerprint));
        Assert.Equal(1, await VerifyAsync(folder["export.zip"], "--fingerprint", new string('0', 64)));
        await AssertChangesShowAsync(folder, Path.GetFileName(video));

        await server.Program.StopAsync(Ending);
        await server.StartAgainAsync(Ending);
        Assert.Equal("done", (await server.GetAsync($"/api/exports/{id}", Ending)).GetProperty("state").GetString());
        using var deleted = await server.Client.DeleteAsync($"/api/exports/{id}", Ending);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await server.RefuseAsync(HttpMethod.Get, $"/api/exports/{id}/download", null, HttpStatusCode.NotFound, Ending);
        Assert.Empty(Directory.GetDirectories(Path.Combine(server.DataDirectory, "exports")));
        await AssertBadRequestsAsync(server, camera);
    }

    private static async Task AssertChangesShowAsync(TemporaryFolder folder, string video)
    {
        var original = await File.ReadAllBytesAsync(folder["export.zip"], Ending);
        foreach (var offset in (int[])[original.Length / 3, original.Length / 2])
        {
            byte[] changed = [.. original];
            changed[offset] ^= 1;
            await File.WriteAllBytesAsync(folder["changed.zip"], changed, Ending);
            Assert.Equal(1, await VerifyAsync(folder["changed.zip"]));
        }

        await File.WriteAllBytesAsync(folder["cut.zip"], original[..^100], Ending);
        Assert.Equal(1, await VerifyAsync(folder["cut.zip"]));
        Assert.Equal(1, await VerifyAsync(await RewriteAsync(folder, zip => zip.GetEntry(video)!.Delete())));
        Assert.Equal(1, await VerifyAsync(await RewriteAsync(folder, zip => zip.CreateEntry("other.mp4"))));
        Assert.Equal(1, await VerifyAsync(await RewriteAsync(folder, zip => HideGap(zip))));
    }

    /// <summary>Takes the gaps out of the manifest, as who wants to hide one would.</summary>
    private static void HideGap(ZipArchive zip)
    {
        var entry = zip.GetEntry("manifest.json")!;
        using var reader = new StreamReader(entry.Open());
        var text = reader.ReadToEnd();
        reader.Dispose();
        entry.Delete();
        using var writer = new StreamWriter(zip.CreateEntry("manifest.json").Open());
        writer.Write(System.Text.RegularExpressions.Regex.Replace(text, "\"gaps\": \\[.*?\\]", "\"gaps\": []", System.Text.RegularExpressions.RegexOptions.Singleline));
    }

    private static async Task<string> RewriteAsync(TemporaryFolder folder, Action<ZipArchive> change)
    {
        var path = folder[$"{Guid.NewGuid()}.zip"];
        File.Copy(folder["export.zip"], path);
        await using var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Update, Ending);
        change(zip);
        return path;
    }

    private static async Task<int> VerifyAsync(string zip, params string[] arguments)
    {
        await using var program = RunningProgram.Start(ProgramFile.Find("FalconEye.Api"), new Dictionary<string, string>(), ["verify", zip, .. arguments]);
        return await program.WaitForExitAsync(Ending);
    }

    private static async Task AssertBadRequestsAsync(FalconEyeServer server, string camera)
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddHours(-3), DateTimeOffset.UtcNow);
        foreach (var (body, field) in ((object, string)[])[
            (new { camera_ids = Array.Empty<string>(), from, to }, "camera_ids"),
            (new { from, to }, "camera_ids"),
            (new { camera_ids = new[] { camera }, to }, "from"),
            (new { camera_ids = new[] { camera }, from = to, to = from }, "to"),
            (new { camera_ids = new[] { camera }, from = from.AddDays(-5), to }, "to"),
            (new { camera_ids = new[] { camera }, from = to.AddHours(1), to = to.AddHours(2) }, "from")])
        {
            var problem = await server.RefuseAsync(HttpMethod.Post, "/api/exports", body, HttpStatusCode.BadRequest, Ending);
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        }

        await server.RefuseAsync(HttpMethod.Post, "/api/exports", new { camera_ids = new[] { Guid.NewGuid() }, from, to }, HttpStatusCode.NotFound, Ending);
        await server.RefuseAsync(
            HttpMethod.Post, "/api/exports", new { camera_ids = new[] { camera }, from = from.AddHours(-9), to = to.AddHours(-8) }, HttpStatusCode.BadRequest, Ending);
        await server.RefuseAsync(HttpMethod.Get, $"/api/exports/{Guid.NewGuid()}", null, HttpStatusCode.NotFound, Ending);
    }
}
