using System.Net.Sockets;
using System.Text;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;

namespace FalconEye.Media.Tests.Ffmpeg;

public sealed class GatewayCredentialTests
{
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("rtsp://admin:s3cret@192.168.1.5/live")]
    [InlineData("rtsps://admin:s3cret@192.168.1.5/live")]
    [InlineData("https://admin@192.168.1.5/mjpeg")]
    [InlineData("rtsp://192.168.1.5/user=admin_password=s3cret_channel=1.sdp")]
    [InlineData("http://192.168.1.5/video.cgi?usr=admin&pwd=s3cret")]
    [InlineData("rtsp://ädmin:s3crét@192.168.1.5/live")]
    public async Task No_secret_is_in_the_arguments(string text)
    {
        await using var source = await FfmpegSource.OpenAsync(Resolver(text), StallTimeout, TestContext.Current.CancellationToken);

        var arguments = string.Join(' ', source.InputArguments(InputProfile.Complete, SourceTiming.Stream));

        Assert.DoesNotContain("s3cr", arguments, StringComparison.Ordinal);
        Assert.DoesNotContain("dmin", arguments, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr", source.Address.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FFmpeg_is_given_the_gateway_and_never_the_camera()
    {
        foreach (var text in (string[])["rtsp://192.168.1.5/live?channel=1", "rtsps://192.168.1.5/live", "http://192.168.1.5/mjpeg"])
        {
            await using var source = await FfmpegSource.OpenAsync(Resolver(text), StallTimeout, TestContext.Current.CancellationToken);
            var arguments = source.InputArguments(InputProfile.Complete, SourceTiming.Stream);

            Assert.DoesNotContain(arguments, argument => argument.Contains("192.168.1.5", StringComparison.Ordinal));
            Assert.Equal(source.Sandbox().Ports, [new Uri(arguments[^1]).Port]);
        }
    }

    [Fact]
    public async Task Credentials_are_sent_once_and_only_for_the_right_path()
    {
        await using var gateway = SourceGateway.Open(Resolver("rtsp://admin:s3#cret@127.0.0.1:9/live").Address, StallTimeout);
        var url = new Uri(gateway.Url);

        Assert.DoesNotContain("302", await AskAsync(url, new Uri(url, "/guess").ToString()), StringComparison.Ordinal);
        Assert.Equal(
            $"RTSP/1.0 302 Found\r\nLocation: rtsp://admin:s3%23cret@{url.Authority}/live\r\nCSeq: 7\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            await AskAsync(url, gateway.Url));
        Assert.Contains("404", await AskAsync(url, gateway.Url), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(Uri url, string target)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"OPTIONS {target} RTSP/1.0\r\nCSeq: 7\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task FFmpegs_last_output_is_logged_bounded_and_without_credentials()
    {
        await using var source = await FfmpegSource.OpenAsync(
            Resolver("rtsp://admin:s3cret@192.168.1.5/live?token=t0p"), StallTimeout, TestContext.Current.CancellationToken);
        var url = source.InputArguments(InputProfile.LowLatency, SourceTiming.Stream)[^1];

        var lines = source.ForLog(
            ["one", "two", $"{url}: odd", "GET /live?token=t0p failed", "rtsp://admin:s3cret@192.168.1.5/live?token=t0p", new string('x', 1000)]);

        Assert.Equal(
            ["rtsp://***@192.168.1.5/live?token=***: odd", "GET /live?token=*** failed", "rtsp://***@192.168.1.5/live?token=***", new string('x', 300)],
            lines);
    }

    private static SourceResolver Resolver(string text) => SourceAddress.TryParse(text, out var address, out var problem)
        ? new SourceResolver(address, wanted: null, TimeProvider.System)
        : throw new InvalidOperationException(problem);
}
