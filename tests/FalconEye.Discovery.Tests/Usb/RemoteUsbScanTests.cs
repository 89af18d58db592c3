using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using FalconEye.Data;
using FalconEye.Discovery.Usb;
using FalconEye.Orchestration.Nodes;
using FalconEye.ServiceDefaults;
using FalconEye.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FalconEye.Discovery.Tests.Usb;

/// <summary>The scan over SSH, with real sshd on addresses of loopback for nodes.</summary>
public sealed class RemoteUsbScanTests : IAsyncLifetime
{
    private const string FirstNode = "127.0.40.1";
    private const string SecondNode = "127.0.40.2";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();

    private readonly ServiceProvider _services;
    private readonly KnownHosts _knownHosts;

    public RemoteUsbScanTests()
    {
        _services = new ServiceCollection().AddSqliteDatabase(_folder["falcon-eye.db"]).BuildServiceProvider();
        _knownHosts = new KnownHosts(_services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System);
    }

    public async ValueTask InitializeAsync()
    {
        await SshServer.CreateKeyAsync(_folder["key"], TestContext.Current.CancellationToken);
        await _services.MigrateDatabaseAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_node_is_listed_and_one_that_fails_is_a_line_among_the_errors()
    {
        var ct = TestContext.Current.CancellationToken;
        using var kitchen = new FakeMachine().WithWebcam(0);
        using var garage = new FakeMachine().WithIdenticalCameras(2, 3);
        await using var first = await SshServer.StartAsync(At(FirstNode), _folder["key.pub"], kitchen, ct);
        await using var second = await SshServer.StartAsync(At(SecondNode), _folder["key.pub"], garage, ct);
        using var attic = new FakeMachine().WithWebcam(0).ThatHangs();
        await using var third = await SshServer.StartAsync(At("127.0.40.5"), _folder["key.pub"], attic, ct);
        using var silent = new TcpListener(At("127.0.40.3"));
        silent.Start();

        var (found, errors) = await ScanAsync(
            [
                NodeAt("kitchen", FirstNode), NodeAt("garage", SecondNode), NodeAt("silent", "127.0.40.3"), NodeAt("dead", "127.0.40.4"),
                NodeAt("attic", "127.0.40.5"), NodeAt("lost", null),
            ],
            ct);

        Assert.Equal(
            ["garage /dev/video2", "garage /dev/video3", "kitchen /dev/video0"],
            found.Select(camera => $"{camera.NodeName} {camera.DevicePath}").Order(StringComparer.Ordinal));
        Assert.Equal(FirstNode, found.Single(camera => camera.NodeName == "kitchen").NodeIp);
        Assert.Equal(4, errors.Count);
        Assert.Contains(errors, error => error.StartsWith("attic: it did not answer within 10 s", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("silent: it did not answer within 10 s", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("dead: nothing listens on port", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("lost: it has no address", StringComparison.Ordinal));
        Assert.DoesNotContain(errors, error => error.Contains(Environment.UserName, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("yes >&2")]
    public async Task A_node_that_sends_without_end_is_given_up_soon(string program)
    {
        var ct = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(_folder["endless.pub"], $"command=\"{program}\" {await File.ReadAllTextAsync(_folder["key.pub"], ct)}", ct);
        using var machine = new FakeMachine();
        await using var server = await SshServer.StartAsync(At(FirstNode), _folder["endless.pub"], machine, ct);

        var (found, errors) = await ScanAsync([NodeAt("kitchen", FirstNode)], ct);

        Assert.Empty(found);
        Assert.Contains("it sent more than 256 kB", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_unknown_to_the_node_is_reported_as_refused()
    {
        var ct = TestContext.Current.CancellationToken;
        await SshServer.CreateKeyAsync(_folder["other"], ct);
        using var machine = new FakeMachine().WithWebcam(0);
        await using var server = await SshServer.StartAsync(At(FirstNode), _folder["other.pub"], machine, ct);

        var (found, errors) = await ScanAsync([NodeAt("kitchen", FirstNode)], ct);

        Assert.Empty(found);
        Assert.Contains("authorized_keys", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_key_is_pinned_when_first_met_and_a_changed_one_is_refused()
    {
        var ct = TestContext.Current.CancellationToken;
        using var machine = new FakeMachine().WithWebcam(0);
        await using (await SshServer.StartAsync(At(FirstNode), _folder["key.pub"], machine, ct))
        {
            Assert.Empty((await ScanAsync([NodeAt("kitchen", FirstNode)], ct)).Errors);
            Assert.Single((await ScanAsync([NodeAt("kitchen", FirstNode)], ct)).Found);
        }

        var pinned = await _knownHosts.FindAsync($"[kitchen]:{_port}", ct);
        await using var impostor = await SshServer.StartAsync(At(FirstNode), _folder["key.pub"], machine, ct);
        var (found, errors) = await ScanAsync([NodeAt("kitchen", FirstNode)], ct);
        var unchanged = await _knownHosts.FindAsync($"[kitchen]:{_port}", ct);
        Assert.True(await _knownHosts.ForgetAsync("kitchen", ct));
        var (foundAgain, _) = await ScanAsync([NodeAt("kitchen", FirstNode)], ct);

        Assert.Equal("ssh-ed25519", pinned?.Type);
        Assert.Empty(found);
        Assert.Contains("DELETE /api/nodes/kitchen/ssh-key", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Equal(pinned?.Key, unchanged?.Key);
        Assert.Single(foundAgain);
    }

    [Fact]
    public async Task Without_an_SSH_login_the_error_says_what_to_set()
    {
        var (_, errors) = await ScanAsync([NodeAt("kitchen", FirstNode)], TestContext.Current.CancellationToken, withLogin: false);

        Assert.Contains("Set SSH_USER", Assert.Single(errors), StringComparison.Ordinal);
    }

    private async Task<(IReadOnlyList<UsbCameraFound> Found, IReadOnlyList<string> Errors)> ScanAsync(
        IReadOnlyList<Node> nodes, CancellationToken ct, bool withLogin = true)
    {
        var settings = new Dictionary<string, string?>
        {
            ["SSH_PORT"] = _port.ToString(CultureInfo.InvariantCulture),
            ["SSH_USER"] = withLogin ? Environment.UserName : null,
            ["SSH_PRIVATE_KEY"] = withLogin ? _folder["key"] : null,
        };
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var options = DiscoveryOptions.Read(reader, _folder.Path);
        var scan = new UsbScan(new UsbDevices(options, _knownHosts), TimeProvider.System, NullLogger<UsbScan>.Instance);
        var events = Channel.CreateUnbounded<ScanEvent>();
        await scan.ScanAsync(nodes, events.Writer, ct);
        events.Writer.Complete();
        var all = await events.Reader.ReadAllAsync(ct).ToListAsync(ct);
        return ([.. all.OfType<UsbCameraEvent>().Select(seen => seen.Camera)], [.. all.OfType<ScanTargetFailed>().Select(failed => failed.Error)]);
    }

    private IPEndPoint At(string address) => new(IPAddress.Parse(address), _port);

    private static Node NodeAt(string name, string? address) =>
        new(name, address, Ready: true, [], new Dictionary<string, string>(), "amd64", "linux");
}
