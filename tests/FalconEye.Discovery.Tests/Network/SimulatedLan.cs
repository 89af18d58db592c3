using System.Net;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Cameras.Onvif;
using FalconEye.TestKit.Networks;

namespace FalconEye.Discovery.Tests.Network;

/// <summary>
/// A /24 of its own with a place for the server, twelve cameras of four kinds, three things that are no cameras, and 238 addresses where
/// no one is. Cameras of one kind share a process, which listens on their three addresses.
/// </summary>
public sealed class SimulatedLan : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();

    private SimulatedLan(NetworkNamespace server)
    {
        Server = server;
        _parts.Push(server);
    }

    /// <summary>Where the server is: at 10.77.0.1, on a bridge that connects all.</summary>
    public NetworkNamespace Server { get; }

    /// <summary>The addresses of RTSP cameras that show their picture to everyone.</summary>
    public static IReadOnlyList<string> Open { get; } = ["10.77.0.10", "10.77.0.77", "10.77.0.254"];

    /// <summary>The addresses of RTSP cameras with a password.</summary>
    public static IReadOnlyList<string> Locked { get; } = ["10.77.0.20", "10.77.0.21", "10.77.0.120"];

    /// <summary>The addresses of Motion JPEG cameras.</summary>
    public static IReadOnlyList<string> MotionJpeg { get; } = ["10.77.0.30", "10.77.0.31", "10.77.0.130"];

    /// <summary>
    /// The addresses of ONVIF cameras with a password, whose RTSP has one too: the first announces itself and is on a port that no one
    /// scans.
    /// </summary>
    public static IReadOnlyList<string> Onvif { get; } = ["10.77.0.40", "10.77.0.41", "10.77.0.140"];

    /// <summary>How often a password was shown to the ONVIF cameras.</summary>
    public int PasswordsShown => _parts.OfType<SimulatedOnvifDevice>().Sum(device => device.Attempts);

    /// <summary>Builds it; skips the test where this process may not.</summary>
    public static async Task<SimulatedLan> CreateAsync(CancellationToken ct)
    {
        var server = await NetworkNamespace.CreateAsync(ct);
        Assert.SkipWhen(server is null, "This process may not make network namespaces: run as root, or with CAP_SYS_ADMIN and CAP_NET_ADMIN.");
        var lan = new SimulatedLan(server!);
        try
        {
            await lan.BuildAsync(ct);
            return lan;
        }
        catch
        {
            await lan.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends all that is in it, last made first, then the networks.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task BuildAsync(CancellationToken ct)
    {
        await Server.ConfigureAsync("link add lan0 type bridge", ct);
        await Server.ConfigureAsync("addr add 10.77.0.1/24 dev lan0", ct);
        await Server.ConfigureAsync("link set lan0 up", ct);
        var open = await ConnectAsync(Open, ct);
        var locked = await ConnectAsync(Locked, ct);
        var pictures = await ConnectAsync(MotionJpeg, ct);
        var onvif = await ConnectAsync(Onvif, ct);
        var others = await ConnectAsync(["10.77.0.50", "10.77.0.51", "10.77.0.52"], ct);
        var cameras = await Task.WhenAll(
            SimulatedCamera.StartAsync(new RtspCameraOptions { Network = open, Host = "0.0.0.0", Port = 554, Path = "/stream1", Width = 640, Height = 360 }, ct),
            SimulatedCamera.StartAsync(new RtspCameraOptions { Network = locked, Host = "0.0.0.0", Port = 8554, User = "admin", Password = "hush" }, ct),
            SimulatedCamera.StartAsync(new MjpegCameraOptions { Network = pictures, Host = "0.0.0.0", Port = 8080, Path = "/video" }, ct),
            SimulatedCamera.StartAsync(new RtspCameraOptions { Network = onvif, Host = "0.0.0.0", Port = 554, User = "admin", Password = "hush" }, ct));
        Array.ForEach(cameras, _parts.Push);
        foreach (var (address, port) in Onvif.Zip([2020, 80, 8899]))
        {
            var device = await SimulatedOnvifDevice.StartAsync(new OnvifDeviceOptions { User = "admin", Password = "hush" }, ct);
            _parts.Push(device);
            _parts.Push(PortForward.Start(onvif, At(address, port), new IPEndPoint(IPAddress.Loopback, device.Port)));
        }

        _parts.Push(onvif.Run(() => SimulatedOnvifResponder.Start(IPAddress.Parse(Onvif[0]), question =>
        [
            SimulatedOnvifResponder.Match(
                question, "urn:uuid:1", $"http://{Onvif[0]}:2020/onvif/device_service", "onvif://www.onvif.org/name/Porch%20Cam onvif://www.onvif.org/hardware/Tapo"),
        ])));
        StartOthers(others);
    }

    /// <summary>A router that wants a password, a web page, and something that accepts connections and never says a word.</summary>
    private void StartOthers(NetworkNamespace network)
    {
        _parts.Push(ScriptedServer.Start(network, At("10.77.0.50", 80), "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"Router\"\r\nContent-Length: 0\r\n\r\n"));
        _parts.Push(ScriptedServer.Start(network, At("10.77.0.51", 8080), "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nHello"));
        _parts.Push(ScriptedServer.Start(network, At("10.77.0.52", 554), ""));
    }

    private async Task<NetworkNamespace> ConnectAsync(IReadOnlyList<string> addresses, CancellationToken ct)
    {
        var network = await NetworkNamespace.CreateAsync(ct) ?? throw new InvalidOperationException("A second network namespace is not allowed.");
        _parts.Push(network);
        await Server.ConfigureAsync($"link add {network.Name} type veth peer name eth0 netns {network.Name}", ct);
        await Server.ConfigureAsync($"link set {network.Name} master lan0 up", ct);
        foreach (var address in addresses)
        {
            await network.ConfigureAsync($"addr add {address}/24 dev eth0", ct);
        }

        await network.ConfigureAsync("link set eth0 up", ct);
        return network;
    }

    private static IPEndPoint At(string address, int port) => new(IPAddress.Parse(address), port);
}
