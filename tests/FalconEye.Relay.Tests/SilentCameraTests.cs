using System.Net;
using System.Net.Sockets;

namespace FalconEye.Relay.Tests;

public sealed class SilentCameraTests
{
    [Theory]
    [InlineData("rtsp://127.0.0.1:{0}/stream")]
    [InlineData("rtsp://admin:secret@127.0.0.1:{0}/stream")]
    [InlineData("http://127.0.0.1:{0}/stream")]
    public async Task A_camera_that_takes_the_connection_and_says_nothing_is_known_within_ten_seconds(string address)
    {
        using var blackHole = new TcpListener(IPAddress.Loopback, 0);
        blackHole.Start();
        var port = ((IPEndPoint)blackHole.LocalEndpoint).Port;
        await using var relay = await RelayProgram.StartAsync(new Uri(string.Format(null, address, port)));

        var health = await relay.UntilFailedAsync(seconds: 10);

        Assert.Equal($"127.0.0.1:{port} did not answer in time: check the address, and that the camera is on.", health.Error);
    }
}
