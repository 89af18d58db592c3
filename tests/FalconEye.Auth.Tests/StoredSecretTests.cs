using System.Net;
using System.Text;
using FalconEye.Contracts.Cameras;
using FalconEye.Data;
using FalconEye.Data.Cameras;
using FalconEye.Data.Chat;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FalconEye.Auth.Tests;

/// <summary>No password, token or key in clear, wherever one looks.</summary>
public sealed class StoredSecretTests
{
    private const string CameraPassword = "Kn4ckw0rst";
    private const string QuerySecret = "Gurkenglas77";
    private const string LivePassword = "Sch4tzk1ste";

    [Fact]
    public async Task Neither_database_nor_log_nor_answers_nor_the_process_list_show_a_secret()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "on"));
        using var admin = Caller.Anonymous(server);
        await admin.PostAsync("/api/auth/setup", new { user_name = "anna", password = LockedServer.Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, ct);
        var token = (await admin.PostAsync("/api/auth/tokens", new { name = "t", role = "viewer", expires_in_days = 1 }, HttpStatusCode.Created, ct)).GetProperty("token").GetString()!;
        var totp = (await admin.PostAsync("/api/auth/totp", new { password = LockedServer.Password }, HttpStatusCode.OK, ct)).GetProperty("key").GetString()!;
        var sourceUrl = $"rtsp://root:{CameraPassword}@127.0.0.1:9/stream?password={QuerySecret}";
        var camera = await admin.PostAsync("/api/cameras", new { name = "Secret", protocol = "rtsp", source_url = sourceUrl, live_source_url = $"rtsp://root:{LivePassword}@127.0.0.1:9/small" }, HttpStatusCode.Created, ct);
        var id = camera.GetProperty("id").GetString();
        await admin.PostAsync($"/api/cameras/{id}/start", null, HttpStatusCode.OK, ct);
        await Eventually.HoldsAsync(
            async () => (await admin.GetAsync($"/api/cameras/{id}", ct)).GetProperty("status").GetString() == "error",
            "the camera has failed",
            ct,
            TimeSpan.FromSeconds(30));

        var seen = new StringBuilder();
        foreach (var path in new[] { $"/api/cameras/{id}", "/api/cameras", "/api/events/log", "/metrics", "/api/users", "/api/auth/tokens", $"/api/cameras/{id}/recording/status" })
        {
            using var answer = await admin.SendAsync(HttpMethod.Get, path, null, ct);
            seen.Append(await answer.Content.ReadAsStringAsync(ct));
        }

        foreach (var process in ProcessTree.DescendantsOf(server.Program.Id).Append(server.Program.Id))
        {
            seen.Append(CommandLineOf(process));
        }

        seen.Append(server.Program.Output);
        await server.Program.StopAsync(ct);
        foreach (var file in Directory.EnumerateFiles(server.DataDirectory, "*", SearchOption.AllDirectories))
        {
            seen.Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, ct)));
        }

        Assert.Contains("***", seen.ToString(), StringComparison.Ordinal);
        foreach (var secret in new[] { CameraPassword, QuerySecret, LivePassword, token, totp, LockedServer.Password })
        {
            Assert.DoesNotContain(secret, seen.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_an_earlier_version_stored_in_clear_is_encrypted_at_start_and_still_works()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct);
        await server.Program.StopAsync(ct);
        var file = Path.Combine(server.DataDirectory, "falcon-eye.db");
        await StoreInClearAsync(file, ct);
        Assert.Contains(CameraPassword, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, ct)), StringComparison.Ordinal);
        var keyFile = Path.Combine(server.DataDirectory, "anthropic-api-key");
        await File.WriteAllTextAsync(keyFile, "sk-ant-in-clear", ct);

        await server.StartAgainAsync(ct);
        Assert.DoesNotContain("sk-ant", await File.ReadAllTextAsync(keyFile, ct), StringComparison.Ordinal);
        Assert.True((await server.GetAsync("/api/settings", ct)).GetProperty("chatbot").GetProperty("api_key_configured").GetBoolean());
        var camera = (await server.GetAsync("/api/cameras", ct)).GetProperty("cameras")[0];
        Assert.Equal($"rtsp://root:***@192.0.2.5/a", camera.GetProperty("source_url").GetString());
        await server.Program.StopAsync(ct);
        Assert.DoesNotContain(CameraPassword, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, ct)), StringComparison.Ordinal);

        File.Delete(Path.Combine(server.DataDirectory, "master.key"));
        await server.StartAgainAsync(ct);
        Assert.Null((await server.GetAsync("/api/cameras", ct)).GetProperty("cameras")[0].GetProperty("source_url").GetString());
        Assert.Contains("master.key", server.Program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_encrypted_again_with_a_new_master_key_and_opens_without_the_old_one()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "on"));
        using var admin = Caller.Anonymous(server);
        await admin.PostAsync("/api/auth/setup", new { user_name = "anna", password = LockedServer.Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, ct);
        var app = new AuthenticatorApp((await admin.PostAsync("/api/auth/totp", new { password = LockedServer.Password }, HttpStatusCode.OK, ct)).GetProperty("key").GetString()!);
        await admin.PostAsync("/api/auth/totp/confirm", new { code = app.Code() }, HttpStatusCode.OK, ct);
        var source = $"rtsp://root:{CameraPassword}@127.0.0.1:9/a";
        await admin.PostAsync("/api/cameras", new { name = "Kept", protocol = "rtsp", source_url = source, live_source_url = $"{source}2" }, HttpStatusCode.Created, ct);
        var (keyFile, formerFile) = (Path.Combine(server.DataDirectory, "master.key"), Path.Combine(server.DataDirectory, "master.key.old"));
        var former = await File.ReadAllTextAsync(keyFile, ct);

        Assert.Equal(0, await RotateAsync(server, ct));
        Assert.Equal(1, await RotateAsync(server, ct));
        await server.Program.StopAsync(ct);
        await server.StartAgainAsync(ct);
        Assert.False(File.Exists(formerFile));
        Assert.NotEqual(former, await File.ReadAllTextAsync(keyFile, ct));

        // Only now is the former key forgotten by the server, too.
        await server.Program.StopAsync(ct);
        await server.StartAgainAsync(ct);
        using var again = Caller.Anonymous(server);
        await again.PostAsync("/api/auth/login", new { user_name = "anna", password = LockedServer.Password, code = app.Code(later: 1) }, HttpStatusCode.OK, ct);
        var kept = (await again.GetAsync("/api/cameras", ct)).GetProperty("cameras")[0];
        Assert.Equal("rtsp://root:***@127.0.0.1:9/a", kept.GetProperty("source_url").GetString());
        Assert.Equal("rtsp://root:***@127.0.0.1:9/a2", kept.GetProperty("live_source_url").GetString());
    }

    private static async Task<int> RotateAsync(FalconEyeServer server, CancellationToken cancellationToken)
    {
        await using var program = RunningProgram.Start(
            ProgramFile.Find("FalconEye.Api"), new Dictionary<string, string> { ["DATA_DIR"] = server.DataDirectory }, "key", "rotate");
        return await program.WaitForExitAsync(cancellationToken);
    }

    [Fact]
    public async Task A_backup_of_database_and_key_has_the_cameras_and_logins_of_the_original()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var original = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "on"));
        using var admin = Caller.Anonymous(original);
        await admin.PostAsync("/api/auth/setup", new { user_name = "anna", password = LockedServer.Password, setup_code = FalconEyeServer.SetupCode }, HttpStatusCode.OK, ct);
        var source = $"rtsp://root:{CameraPassword}@127.0.0.1:9/a";
        await admin.PostAsync("/api/cameras", new { name = "Kept", protocol = "rtsp", source_url = source }, HttpStatusCode.Created, ct);
        await original.Program.StopAsync(ct);

        await using var restored = await FalconEyeServer.StartAsync(ct, ("AUTH_MODE", "on"));
        await restored.Program.StopAsync(ct);
        foreach (var name in new[] { "falcon-eye.db", "master.key" })
        {
            File.Copy(Path.Combine(original.DataDirectory, name), Path.Combine(restored.DataDirectory, name), overwrite: true);
        }

        await restored.StartAgainAsync(ct);
        using var again = await Caller.LogInAsync(restored, "anna", LockedServer.Password, ct);
        var camera = (await again.GetAsync("/api/cameras", ct)).GetProperty("cameras")[0];
        Assert.Equal("rtsp://root:***@127.0.0.1:9/a", camera.GetProperty("source_url").GetString());
    }

    private static string CommandLineOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task StoreInClearAsync(string file, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddSqliteDatabase(file).BuildServiceProvider();
        await using (var scope = services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
            database.Cameras.Add(new Camera
            {
                Id = Guid.NewGuid(),
                Name = "Old",
                Slug = "old",
                Protocol = CameraProtocol.Rtsp,
                SourceUrl = $"rtsp://root:{CameraPassword}@192.0.2.5/a",
                SourceIdentity = "192.0.2.5:554/a",
                Resolution = "640x480",
                Framerate = 15,
                CreatedAt = DateTime.UnixEpoch,
                UpdatedAt = DateTime.UnixEpoch,
            });
            AddConversationInClear(database);
            await database.SaveChangesAsync(cancellationToken);
            await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        }

        SqliteConnection.ClearAllPools();
    }

    private static void AddConversationInClear(FalconEyeContext database)
    {
        var session = new ChatSession { Id = Guid.NewGuid(), Name = $"Add {CameraPassword}", CreatedAt = DateTime.UnixEpoch, UpdatedAt = DateTime.UnixEpoch };
        database.Add(session);
        database.Add(new ChatTurn
        {
            Id = Guid.NewGuid(),
            SessionId = session.Id,
            Number = 1,
            Role = ChatSpeaker.User,
            Content = $"Add rtsp://root:{CameraPassword}@192.0.2.5/a",
            Transcript = $"[\"{CameraPassword}\"]",
            CreatedAt = DateTime.UnixEpoch,
        });
        database.Add(new Proposal
        {
            Id = Guid.NewGuid(),
            SessionId = session.Id,
            Tool = "add_camera",
            Arguments = $"{{\"source_url\":\"rtsp://root:{CameraPassword}@192.0.2.5/a\"}}",
            Summary = "Add it.",
            Changes = "[]",
            Origin = "chat",
            CreatedAt = DateTime.UtcNow,
            ExpiresAt = DateTime.UtcNow.AddHours(1),
        });
    }
}
