using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Recordings;

/// <summary>The check of an export that someone brings to a server.</summary>
public sealed class ExportCheckTests
{
    private const string Path = "/api/exports/verify";

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_tells_a_whole_export_of_its_own_from_one_that_was_changed_and_keeps_neither()
    {
        using TemporaryFolder folder = new();
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var export = await ExportAsync(server);
        var fingerprint = (await server.GetAsync("/api/exports", Ending)).GetProperty("key_fingerprint").GetString();
        var video = (await ReadAsync(export)).Single(name => name.EndsWith(".mp4", StringComparison.Ordinal));

        var whole = await CheckAsync(server, export, $"?fingerprint={fingerprint}");
        Assert.True(whole.GetProperty("is_whole").GetBoolean(), whole.ToString());
        Assert.True(whole.GetProperty("is_own_key").GetBoolean());
        Assert.Equal(fingerprint, whole.GetProperty("key_fingerprint").GetString());
        var camera = Assert.Single(whole.GetProperty("export").GetProperty("cameras").EnumerateArray());
        Assert.Equal(("Door", 1, 1), (camera.GetProperty("name").GetString(), camera.GetProperty("file_count").GetInt32(), camera.GetProperty("gap_count").GetInt32()));

        byte[] changed = [.. export];
        changed[export.Length / 3] ^= 1;
        foreach (var (file, problem) in ((byte[], string)[])[
            (changed, $"{video} was changed."),
            (await RewriteAsync(export, zip => zip.GetEntry(video)!.Delete()), $"{video} is missing."),
            (await RewriteAsync(export, HideGap), "The signature is not of this manifest"),
            (await RewriteAsync(export, HideGap), "Door: nothing accounts for"),
            (Encoding.UTF8.GetBytes("This is no ZIP file."), "The file is no whole export"),
            (export[..^100], "The file is no whole export")])
        {
            var found = await CheckAsync(server, file);
            Assert.False(found.GetProperty("is_whole").GetBoolean(), problem);
            Assert.Contains(problem, found.GetProperty("problems").ToString(), StringComparison.Ordinal);
        }

        var foreign = await CheckAsync(server, export, $"?fingerprint={new string('0', 64)}");
        Assert.Contains("signed by another key", foreign.GetProperty("problems").ToString(), StringComparison.Ordinal);
        using var wrong = await server.Client.PostAsync($"{Path}?fingerprint=abc", new ByteArrayContent(export), Ending);
        using var empty = await server.Client.PostAsync(Path, null, Ending);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (wrong.StatusCode, empty.StatusCode));
        Assert.Empty(Directory.GetFiles(System.IO.Path.Combine(server.DataDirectory, "exports")));
    }

    [Fact]
    public async Task A_hostile_file_takes_neither_memory_nor_time_nor_the_disk()
    {
        var free = new DriveInfo(System.IO.Path.GetTempPath()).AvailableFreeSpace / 1_000_000;
        await using var server = await FalconEyeServer.StartAsync(Ending, ("MIN_FREE_DISK_MB", $"{free * 2}"));
        using (var noRoom = await server.Client.PostAsync(Path, new ByteArrayContent(new byte[100_000]), Ending))
        {
            Assert.Equal(HttpStatusCode.InsufficientStorage, noRoom.StatusCode);
        }

        await server.Program.StopAsync(Ending);
        await using var roomy = await FalconEyeServer.StartAsync(Ending);
        var bomb = await CheckAsync(roomy, Bomb(), "");
        Assert.Contains("zeros.mp4 was changed.", bomb.GetProperty("problems").ToString(), StringComparison.Ordinal);
        var crowd = await CheckAsync(roomy, Crowd(entries: 200_000));
        Assert.Contains("Its list of files is too long.", crowd.GetProperty("problems").ToString(), StringComparison.Ordinal);

        using HttpRequestMessage large = new(HttpMethod.Post, Path) { Content = new ByteArrayContent([1]) };
        large.Content.Headers.ContentLength = 2L << 40;
        large.Headers.ExpectContinue = true;
        using var tooLarge = await roomy.Client.SendAsync(large, Ending);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    private static async Task<byte[]> ExportAsync(FalconEyeServer server)
    {
        var camera = await server.AddCameraAsync("Door", new Uri("rtsp://192.0.2.1/x"), Ending);
        var noon = DateTimeOffset.UtcNow.AddHours(-2);
        await RecordedFile.AddAsync(server, camera, noon, "+faststart", seconds: 6, Ending);
        var id = (await server.PostAsync("/api/exports", new { camera_ids = new[] { camera }, from = noon, to = noon.AddSeconds(20) }, Ending)).GetProperty("id").GetString();
        await Eventually.HoldsAsync(async () => (await server.GetAsync($"/api/exports/{id}", Ending)).GetProperty("state").GetString() == "done", "it is done", Ending);
        return await server.Client.GetByteArrayAsync($"/api/exports/{id}/download", Ending);
    }

    private static async Task<JsonElement> CheckAsync(FalconEyeServer server, byte[] file, string query = "")
    {
        using var answer = await server.Client.PostAsync(Path + query, new ByteArrayContent(file), Ending);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ending));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ending);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(byte[] export)
    {
        await using ZipArchive zip = new(new MemoryStream(export));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    private static async Task<byte[]> RewriteAsync(byte[] export, Action<ZipArchive> change)
    {
        using MemoryStream file = new();
        await file.WriteAsync(export, Ending);
        await using (ZipArchive zip = new(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            change(zip);
        }

        return file.ToArray();
    }

    private static void HideGap(ZipArchive zip)
    {
        string text;
        using (StreamReader reader = new(zip.GetEntry("manifest.json")!.Open()))
        {
            text = reader.ReadToEnd();
        }

        zip.GetEntry("manifest.json")!.Delete();
        using StreamWriter writer = new(zip.CreateEntry("manifest.json").Open());
        writer.Write(Regex.Replace(text, "\"gaps\": \\[.*?\\]", "\"gaps\": []", RegexOptions.Singleline));
    }

    /// <summary>Well signed, with a video that unpacks to 64 MB of nothing.</summary>
    private static byte[] Bomb()
    {
        const int Length = 64 * 1024 * 1024;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTime noon = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        var video = new { name = "zeros.mp4", bytes = Length, sha256 = Convert.ToHexStringLower(SHA256.HashData(new byte[Length])), duration_seconds = 1, parts = Array.Empty<object>() };
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            format = "falconeye-export-1",
            id = Guid.NewGuid(),
            created_at = noon,
            created_by = "x",
            from = noon,
            to = noon,
            cameras = new[] { new { id = Guid.NewGuid(), name = "x", files = new[] { video }, gaps = Array.Empty<object>() } },
        });
        return Zip(
            ("manifest.json", manifest),
            ("manifest.sig", key.SignData(manifest, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ("public-key.pem", Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())),
            ("zeros.mp4", new byte[Length]));
    }

    private static byte[] Crowd(int entries) => Zip([.. Enumerable.Range(0, entries).Select(i => ($"{i}", Array.Empty<byte>()))]);

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using MemoryStream file = new();
        using (ZipArchive zip = new(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }
}
