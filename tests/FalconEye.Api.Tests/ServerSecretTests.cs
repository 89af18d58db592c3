using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Networks;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

/// <summary>What other programs of the machine, the server's own children above all, can learn of its secrets.</summary>
public sealed class ServerSecretTests
{
    private const string Canary = "canary-7f3a";

    /// <summary>By the first 15 letters, which the kernel keeps.</summary>
    private static readonly string[] Kinds = ["FalconEye.Relay", "FalconEye.Recor", "ffmpeg", "ffprobe", "motion"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Children_do_not_inherit_the_servers_environment()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancelled);
        await using var silent = ConversationServer.Start(static (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken));
        var device = await FakeVideoDevice.CreateAsync("/dev/video7", Cancelled);
        await using var server = await FalconEyeServer.StartAsync(
            Cancelled, ("LD_PRELOAD", device.Library), ("INGEST", "ffmpeg"), ("ANTHROPIC_API_KEY", Canary), ("OIDC_CANARY", Canary));
        var id = await server.AddCameraAsync("Yard", camera.Url, Cancelled);
        await server.PostAsync($"/api/cameras/{id}/start", null, Cancelled);
        await server.WaitForStatusAsync(id, "running", Cancelled);
        using var viewer = await StreamViewer.OpenAsync(server.Client, $"/api/cameras/{id}/stream", Cancelled);
        await viewer.ReadFramesAsync(1, Cancelled);
        await server.PostAsync($"/api/cameras/{id}/recording/start", null, Cancelled);
        await server.PostAsync(
            "/api/cameras", new { name = "Kitchen", protocol = "usb", node_name = Environment.MachineName, device_path = "/dev/video7" }, Cancelled);
        var probe = server.PostAsync("/api/cameras/probe", new { protocol = "rtsp", source_url = $"rtsp://{silent.EndPoint}/x" }, Cancelled);

        // Two relays (one tries the silent source), a recorder or two, FFmpeg of relay and recorder, ffprobe, motion.
        await Eventually.HoldsAsync(
            () => Kinds.All(name => Children(server).Any(child => child.Name == name)),
            "every kind of child runs",
            Cancelled,
            TimeSpan.FromSeconds(30));
        var children = Children(server);
        await probe;

        Assert.Contains(Canary, await File.ReadAllTextAsync($"/proc/{server.Program.Id}/environ", Cancelled), StringComparison.Ordinal);
        Assert.All(children, child => Assert.DoesNotContain(Canary, child.Environment, StringComparison.Ordinal));
        Assert.All(
            children.Where(child => child.Name is "ffmpeg" or "ffprobe"),
            child => Assert.Empty(child.Environment.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')[0])
                .Except(["PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ"])));
    }

    [Fact]
    public async Task Files_are_readable_by_the_servers_user_only()
    {
        await using var server = await FalconEyeServer.StartAsync(Cancelled);
        await server.Program.StopAsync(Cancelled);
        Assert.Empty(OpenToOthers(server.DataDirectory));
        Everything(server.DataDirectory).ToList().ForEach(entry => entry.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.GroupWrite);

        await server.StartAgainAsync(Cancelled);

        Assert.Empty(OpenToOthers(server.DataDirectory));
        Assert.Single(server.Program.Output.Split('\n'), line => line.Contains("could be read by other users", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Own_services_are_refused_as_cameras()
    {
        await using var server = await FalconEyeServer.StartAsync(Cancelled);
        foreach (var host in (string[])["127.0.0.1", "localhost", "127.9.9.9", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]"])
        {
            var refused = await server.RefuseAsync(
                HttpMethod.Post, "/api/cameras/probe", new { protocol = "http", source_url = $"http://{host}:{server.Port}/x" }, System.Net.HttpStatusCode.BadRequest, Cancelled);
            Assert.Contains("service of FalconEye itself", refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_settings_report_the_active_sandbox()
    {
        await using var server = await FalconEyeServer.StartAsync(Cancelled);

        var settings = await server.GetAsync("/api/settings/", Cancelled);

        Assert.Equal("no new privileges", settings.GetProperty("protections").GetProperty("active")[0].GetString());
        Assert.Contains("FFmpeg is kept apart by: no new privileges", server.Program.Output, StringComparison.Ordinal);
    }

    private static IReadOnlyList<(string Name, string Environment)> Children(FalconEyeServer server) =>
        [.. ProcessTree.DescendantsOf(server.Program.Id).Select(id => (ProcessTree.NameOf(id), EnvironmentOf(id)))];

    private static string EnvironmentOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static IEnumerable<FileSystemInfo> Everything(string folder) =>
        new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Prepend(new DirectoryInfo(folder));

    private static IEnumerable<string> OpenToOthers(string folder) => Everything(folder)
        .Where(entry => ((int)entry.UnixFileMode & 0b000_111_111) != 0)
        .Select(entry => $"{entry.FullName} {entry.UnixFileMode}");
}
