using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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

    [Fact]
    public async Task A_forged_export_neither_fills_memory_nor_writes_to_the_terminal_nor_ends_the_check()
    {
        using TemporaryFolder folder = new();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        const string Terminal = "\u001b[2J\u202eok\nWhole and unchanged.";
        var hash = Convert.ToHexStringLower(SHA256.HashData(new byte[Large]));
        object Camera(object[] files) => new { id = Guid.NewGuid(), name = Terminal, files, gaps = new[] { new { from = Noon, to = Noon.AddHours(1), cause = "unknown", reason = Terminal } } };
        object Manifest(params object[] files) => new
        {
            format = "falconeye-export-1",
            id = Guid.NewGuid(),
            created_at = Noon,
            created_by = Terminal,
            from = Noon,
            to = Noon.AddHours(1),
            cameras = new[] { Camera(files) },
        };
        var bomb = new { name = "bomb.mp4", bytes = Large, sha256 = hash, duration_seconds = 1, parts = Array.Empty<object>() };

        var (shown, text) = await CheckAsync(folder, Manifest(), key, null);
        Assert.Equal(0, shown);
        Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), line => line.TrimEnd() == "Whole and unchanged.");
        var (packed, changed) = await CheckAsync(folder, Manifest(bomb), key, "bomb.mp4");
        Assert.Equal(1, packed);
        Assert.Contains("bomb.mp4 was changed.", changed, StringComparison.Ordinal);
        foreach (var broken in (object[])[new { format = "falconeye-export-1" }, new { }, "null", "[]", "{", Manifest("null")])
        {
            var (code, output) = await CheckAsync(folder, broken, key, null);
            Assert.Equal((1, false), (code, output.Contains("Unhandled", StringComparison.Ordinal)));
        }
    }

    private const int Large = 64 * 1024 * 1024;

    private static DateTime Noon { get; } = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Packs and signs a manifest as a forger does, and checks it.</summary>
    private static async Task<(int Code, string Output)> CheckAsync(TemporaryFolder folder, object manifest, ECDsa key, string? zeros)
    {
        var path = folder[$"{Guid.NewGuid()}.zip"];
        var bytes = manifest is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(manifest);
        await using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, Ending))
        {
            await AddAsync("manifest.json", bytes);
            await AddAsync("manifest.sig", key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            await AddAsync("public-key.pem", Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()));
            if (zeros is not null)
            {
                await AddAsync(zeros, new byte[Large]);
            }

            async Task AddAsync(string name, byte[] content)
            {
                await using var entry = await zip.CreateEntry(name).OpenAsync(Ending);
                await entry.WriteAsync(content, Ending);
            }
        }

        await using var program = RunningProgram.Start(ProgramFile.Find("FalconEye.Api"), new Dictionary<string, string>(), ["verify", path]);
        return (await program.WaitForExitAsync(Ending), program.Output);
    }

    [Fact]
    public async Task Exports_take_at_most_half_of_what_recordings_leave_and_one_that_ends_the_server_is_not_begun_for_ever()
    {
        using TemporaryFolder folder = new();
        var free = new DriveInfo(folder.Path).AvailableFreeSpace / 1_000_000;
        await using var server = await FalconEyeServer.StartAsync(Ending, ("MIN_FREE_DISK_MB", $"{free / 2}"));
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        var noon = DateTimeOffset.UtcNow.AddHours(-2);
        var (recording, _) = await RecordedFile.AddAsync(server, camera, noon, "+faststart", seconds: 2, Ending);
        var wanted = new { camera_ids = new[] { camera }, from = noon.AddSeconds(-1), to = noon.AddSeconds(3) };
        await server.SendAsync(HttpMethod.Patch, $"/api/recordings/{recording}", new { file_size_bytes = free * 1_000_000 * 3 / 8 }, Ending);
        var refused = await server.RefuseAsync(HttpMethod.Post, "/api/exports", wanted, HttpStatusCode.InsufficientStorage, Ending);
        Assert.Contains("half of what is free", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await server.SendAsync(HttpMethod.Patch, $"/api/recordings/{recording}", new { file_size_bytes = free * 1_000_000 / 32 }, Ending);
        var id = (await server.PostAsync("/api/exports", wanted, Ending)).GetProperty("id").GetString();
        await Eventually.HoldsAsync(async () => (await server.GetAsync($"/api/exports/{id}", Ending)).GetProperty("state").GetString() == "done", "it is done", Ending);

        // What the server's end in the middle of it leaves behind, the third time.
        await server.Program.StopAsync(Ending);
        var job = Path.Combine(server.DataDirectory, "exports", id!, "job.json");
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(job, Ending))!;
        (kept["state"], kept["attempts"], kept["finished_at"]) = ("running", 3, null);
        await File.WriteAllTextAsync(job, kept.ToJsonString(), Ending);
        await server.StartAgainAsync(Ending);
        var failed = await server.GetAsync($"/api/exports/{id}", Ending);
        Assert.Equal(("failed", "The server ended 3 times while it was made."), (failed.GetProperty("state").GetString(), failed.GetProperty("error").GetString()));
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
