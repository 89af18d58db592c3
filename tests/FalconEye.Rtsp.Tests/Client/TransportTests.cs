using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FalconEye.Rtsp.Client;

namespace FalconEye.Rtsp.Tests.Client;

public sealed class TransportTests
{
    [Fact]
    public async Task Quirk_87_a_camera_that_refuses_TCP_is_read_by_UDP()
    {
        using Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        int port = 0;
        await using ScriptedCamera camera = new()
        {
            Stream = [],
            Answer = request =>
            {
                string transport = request.Headers.GetValueOrDefault("Transport", "");
                if (request.Method == "SETUP" && transport.Contains("TCP", StringComparison.Ordinal))
                    return ScriptedCamera.Status(request, "461 Unsupported Transport");
                if (request.Method == "SETUP")
                    port = int.Parse(transport.Split("client_port=")[1].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);
                foreach (int number in request.Method == "PLAY" ? new[] { 0, 2, 1, 3 } : [])
                    sender.SendTo(ScriptedCamera.Packet(number, number * 6000, number == 0), new IPEndPoint(IPAddress.Loopback, port));
                return null;
            },
        };

        CollectingSink sink = await SessionTests.PlayAsync(camera, units: 4);

        Assert.Equal([0, 1, 2, 3], sink.Units.Select(unit => (int)unit.Data[^1]));
    }

    [Fact]
    public async Task Quirk_88_a_camera_from_which_nothing_comes_by_UDP_is_read_by_TCP()
    {
        await using ScriptedCamera camera = new();

        CollectingSink sink = await SessionTests.PlayAsync(
            camera, units: 20, options => options with { Transport = RtspTransport.Udp, StallTimeout = TimeSpan.FromMilliseconds(500) });

        Assert.Equal(20, sink.Count(0));
        Assert.Equal(2, camera.Requests.Last().Connection);
    }

    [Fact]
    public async Task Quirk_42_a_self_signed_certificate_is_the_callers_decision()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=camera", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using ScriptedCamera camera = new() { Certificate = certificate, ChunkLength = 100 };

        RtspException e = await Assert.ThrowsAsync<RtspException>(() => SessionTests.PlayAsync(camera, 1));
        CollectingSink sink = await SessionTests.PlayAsync(camera, 20, options => options with
        {
            CertificateValidation = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(),
        });

        Assert.Equal((RtspFailure.Unreachable, "The camera's certificate is not accepted, or TLS fails."), (e.Failure, e.Message));
        Assert.Equal(20, sink.Count(0));
    }

    [Fact]
    public async Task Every_connection_is_opened_by_the_caller_and_may_be_refused()
    {
        await using ScriptedCamera camera = new();
        List<string> hosts = [];

        RtspException e = await Assert.ThrowsAsync<RtspException>(() => SessionTests.PlayAsync(camera, 1, options => options with
        {
            Connect = (host, _, _) =>
            {
                hosts.Add(host);
                throw new RtspException(RtspFailure.Unreachable, "This address is not allowed.");
            },
        }));

        Assert.Equal("This address is not allowed.", e.Message);
        Assert.Equal(["127.0.0.1"], hosts);
    }
}
