using System.Net.Sockets;
using System.Text;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;

namespace FalconEye.Media.Tests.Ffmpeg;

public sealed class CredentialHandoff
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("rtsp://admin:s3cret@192.168.1.5/live")]
    [InlineData("rtsps://admin:s3cret@192.168.1.5/live")]
    [InlineData("https://admin@192.168.1.5/mjpeg")]
    [InlineData("rtsp://192.168.1.5/user=admin_password=s3cret_channel=1.sdp")]
    [InlineData("http://192.168.1.5/video.cgi?usr=admin&pwd=s3cret")]
    [InlineData("rtsp://ädmin:s3crét@192.168.1.5/live")]
    public async Task Nothing_secret_stands_in_the_arguments(string text)
    {
        await using var source = await FfmpegSource.OpenAsync(Resolver(text), Silence, TestContext.Current.CancellationToken);

        var arguments = string.Join(' ', source.InputArguments(InputProfile.Complete, SourceTiming.Stream));

        Assert.DoesNotContain("s3cr", arguments, StringComparison.Ordinal);
        Assert.DoesNotContain("dmin", arguments, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr", source.Address.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_secrets_is_given_as_it_is()
    {
        await using var source = await FfmpegSource.OpenAsync(Resolver("rtsp://192.168.1.5/live?channel=1"), Silence, TestContext.Current.CancellationToken);

        Assert.Equal("rtsp://192.168.1.5/live?channel=1", source.InputArguments(InputProfile.Complete, SourceTiming.Stream)[^1]);
    }

    [Fact]
    public async Task The_address_is_told_once_and_only_for_the_right_path()
    {
        await using var handoff = SourceHandoff.Open(Resolver("rtsp://admin:s3cret@192.168.1.5/live").Address);
        var url = new Uri(handoff.Url);

        Assert.Contains("404", await AskAsync(url, new Uri(url, "/guess").ToString()), StringComparison.Ordinal);
        Assert.Equal(
            "RTSP/1.0 302 Found\r\nLocation: rtsp://admin:s3cret@192.168.1.5/live\r\nCSeq: 7\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            await AskAsync(url, handoff.Url));
        await Assert.ThrowsAnyAsync<SocketException>(() => AskAsync(url, handoff.Url));
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
    public async Task What_ffmpeg_wrote_last_stands_in_a_log_bounded_and_without_credentials()
    {
        await using var source = await FfmpegSource.OpenAsync(
            Resolver("rtsp://admin:s3cret@192.168.1.5/live?token=t0p"), Silence, TestContext.Current.CancellationToken);
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
