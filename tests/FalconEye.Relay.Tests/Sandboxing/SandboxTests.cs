using System.Net;
using System.Net.Sockets;
using FalconEye.Processes.Sandbox;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Relay.Tests.Sandboxing;

/// <summary>What a program may do in the sandbox that FFmpeg and recorders get, with the system's own tools in their place.</summary>
public sealed class SandboxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_decoder_reads_the_one_recording_that_it_is_given_and_nothing_else()
    {
        SkipWithoutLandlock();
        var (given, key) = (File("given.mp4", "video"), File("master.key", "secret"));

        Assert.Equal("video", (await RunAsync(["--read", given], "cat", given)).Output);
        Assert.Contains("Permission denied", (await RunAsync(["--read", given], "cat", key)).Error, StringComparison.Ordinal);
        Assert.Contains("Permission denied", (await RunAsync([], "cat", "/etc/passwd")).Error, StringComparison.Ordinal);
        Assert.Contains("Permission denied", (await RunAsync([], "cat", $"/proc/{Environment.ProcessId}/environ")).Error, StringComparison.Ordinal);
        Assert.Contains("Permission denied", (await RunAsync([], "ls", _folder.Path)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decoder_writes_nothing_and_starts_nothing()
    {
        SkipWithoutLandlock();
        var target = Path.Combine(_folder.Path, "new");

        Assert.NotEqual(0, (await RunAsync([], "touch", target)).ExitCode);
        Assert.False(System.IO.File.Exists(target));
        Assert.NotEqual(0, (await RunAsync([], "chmod", "777", File("x", ""))).ExitCode);
        Assert.NotEqual(0, (await RunAsync([], "env", "cat", "/dev/null")).ExitCode);
        Assert.NotEqual(0, (await RunAsync([], "bash", "-c", "kill -0 $PPID")).ExitCode);
        Assert.NotEqual(0, (await RunAsync([], "bash", "-c", "(echo a) | cat")).ExitCode);
    }

    [Fact]
    public async Task A_decoder_connects_to_its_gateway_and_to_nothing_else()
    {
        SkipWithoutLandlock();
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        using var service = new TcpListener(IPAddress.Loopback, 0);
        gateway.Start();
        service.Start();

        Assert.Equal(0, (await ConnectAsync(PortOf(gateway), ["--port", $"{PortOf(gateway)}"])).ExitCode);
        Assert.NotEqual(0, (await ConnectAsync(PortOf(service), ["--port", $"{PortOf(gateway)}"])).ExitCode);
        Assert.NotEqual(0, (await ConnectAsync(PortOf(gateway), [])).ExitCode);
        Assert.NotEqual(0, (await RunAsync(["--port", $"{PortOf(gateway)}"], "bash", "-c", $"exec 3<>/dev/udp/127.0.0.1/{PortOf(service)}")).ExitCode);
    }

    [Fact]
    public async Task A_recorder_sees_its_own_camera_only()
    {
        SkipWithoutLandlock();
        var (own, other) = (Folder("own"), Folder("other"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(other, "recording.mp4"), "video", Cancelled);
        string[] policy = ["--profile", "Program", "--write", own];

        Assert.Equal(0, (await RunAsync(policy, "touch", Path.Combine(own, "recording.mp4"))).ExitCode);
        Assert.NotEqual(0, (await RunAsync(policy, "touch", Path.Combine(other, "forged.json"))).ExitCode);
        Assert.NotEqual(0, (await RunAsync(policy, "cat", Path.Combine(other, "recording.mp4"))).ExitCode);
        Assert.NotEqual(0, (await RunAsync(policy, "rm", Path.Combine(other, "recording.mp4"))).ExitCode);
        Assert.NotEqual(0, (await RunAsync(policy, "ln", Path.Combine(other, "recording.mp4"), Path.Combine(own, "link.mp4"))).ExitCode);
    }

    [Theory]
    [InlineData("Program")]
    [InlineData("Device")]
    public async Task Nothing_sees_into_the_server_not_even_as_root(string profile)
    {
        SkipWithoutLandlock();

        Assert.Contains(
            "Permission denied", (await RunAsync(["--profile", profile], "cat", $"/proc/{Environment.ProcessId}/environ")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rights_of_root_are_given_up()
    {
        var rights = await CapabilitiesAsync("cat");

        Assert.Equal(["CapInh:0", "CapPrm:0", "CapEff:0", "CapAmb:0"], rights);
    }

    [Fact]
    public async Task A_program_in_another_users_folder_keeps_of_them_what_it_takes_to_get_there()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can enter another user's folder.");
        var folder = Folder("home");
        System.IO.File.Copy("/bin/cat", Path.Combine(folder, "cat"));
        await Tool.OutputOfAsync("chown", ["nobody", folder, Path.Combine(folder, "cat")], Cancelled);
        await Tool.OutputOfAsync("chmod", ["700", folder, Path.Combine(folder, "cat")], Cancelled);

        var rights = await CapabilitiesAsync(Path.Combine(folder, "cat"));

        Assert.Equal(["CapInh:0", "CapPrm:6", "CapEff:6", "CapAmb:0"], rights);
    }

    [Fact]
    public async Task A_program_with_a_device_connects_to_nothing_and_starts_nothing()
    {
        SkipWithoutLandlock();
        using var service = new TcpListener(IPAddress.Loopback, 0);
        service.Start();
        string[] policy = ["--profile", "Device", "--device", "/dev/null", "--port", $"{PortOf(service)}"];

        Assert.NotEqual(0, (await ConnectAsync(PortOf(service), policy)).ExitCode);
        Assert.NotEqual(0, (await RunAsync(policy, "bash", "-c", "(echo a) | cat")).ExitCode);
        Assert.Contains("Permission denied", (await RunAsync(policy, "cat", File("master.key", "secret"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_time_and_core_dumps_are_bounded()
    {
        var limits = (await RunAsync(["--memory", "1073741824", "--cpu", "7"], "bash", "-c", "ulimit -v; ulimit -t; ulimit -c; ulimit -f")).Output;

        Assert.Equal(["1048576", "7", "0", "0"], limits.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_missing_program_is_reported()
    {
        var result = await RunAsync([], "no-such-program");

        Assert.Equal((127, "sandbox: no-such-program is not installed.\n"), (result.ExitCode, result.Error));
    }

    private static void SkipWithoutLandlock()
    {
        SandboxLauncher.Use(ProgramFile.Find("FalconEye.Relay"));
        Assert.SkipWhen(Protections.Detect().LandlockVersion < 4, "This kernel has no Landlock that restricts ports (Linux 6.7).");
    }

    /// <summary>The sets of capabilities of a program of ours, but for the bounding set, which only root can make smaller.</summary>
    private static async Task<string[]> CapabilitiesAsync(string program) =>
        [.. (await RunAsync(["--profile", "Program"], program, "/proc/self/status")).Output.Split('\n')
            .Where(line => line.StartsWith("Cap", StringComparison.Ordinal) && !line.StartsWith("CapBnd", StringComparison.Ordinal))
            .Select(line => line.Split(":\t") is [var set, var bits] ? $"{set}:{Convert.ToUInt64(bits, 16)}" : line)];

    private static Task<ToolResult> ConnectAsync(int port, string[] policy) => RunAsync(policy, "bash", "-c", $"exec 3<>/dev/tcp/127.0.0.1/{port}");

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static Task<ToolResult> RunAsync(string[] policy, params string[] program) =>
        Tool.RunAsync(ProgramFile.Find("FalconEye.Relay"), ["sandbox", .. policy, "--", .. program], Cancelled);

    private string File(string name, string content)
    {
        var path = Path.Combine(_folder.Path, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
}
