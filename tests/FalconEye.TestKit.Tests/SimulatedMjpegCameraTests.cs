using System.Net;
using System.Text;
using FalconEye.TestKit.Cameras;

namespace FalconEye.TestKit.Tests;

public sealed class SimulatedMjpegCameraTests
{
    private static readonly byte[] JpegStart = [0xFF, 0xD8, 0xFF];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FFmpeg_sees_its_JPEGs()
    {
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), Cancellation);

        ToolResult probe = await Ffmpeg.ProbeAsync(camera.Url, Cancellation);

        Assert.Equal("mjpeg", probe.Output.Trim());
    }

    [Theory]
    [InlineData("Basic", CameraAuthentication.Basic)]
    [InlineData("Digest", CameraAuthentication.Digest)]
    public async Task It_wants_its_password(string scheme, CameraAuthentication authentication)
    {
        MjpegCameraOptions options = new() { User = "admin", Password = "p@ss/word", Authentication = authentication };
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(options, Cancellation);
        CredentialCache credentials = new() { { camera.Url, scheme, new NetworkCredential(options.User, options.Password) } };

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(camera.Url, credentials: null));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(camera.Url, credentials));
    }

    [Theory]
    [InlineData(MjpegBehaviour.Normal, true, true)]
    [InlineData(MjpegBehaviour.NoLength, true, false)]
    [InlineData(MjpegBehaviour.WrongLength, true, true)]
    [InlineData(MjpegBehaviour.Garbage, false, false)]
    public async Task It_behaves_as_configured(MjpegBehaviour behaviour, bool hasJpegs, bool hasLengths)
    {
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), Cancellation);
        await camera.BehaveAsync(behaviour, Cancellation);

        byte[] body = await ReadAsync(camera.Url, 60_000);

        Assert.Equal(hasJpegs, body.AsSpan().IndexOf(JpegStart) >= 0);
        Assert.Equal(hasLengths, body.AsSpan().IndexOf("Content-Length"u8) >= 0);
    }

    [Fact]
    public async Task An_endless_part_has_one_beginning_and_no_boundary()
    {
        MjpegCameraOptions options = new() { Behaviour = MjpegBehaviour.Endless };
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(options, Cancellation);

        string body = Encoding.Latin1.GetString(await ReadAsync(camera.Url, 100_000));

        Assert.Equal(0, body.LastIndexOf("--simulated-camera-frame", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dropped_it_refuses_viewers_until_it_returns()
    {
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), Cancellation);

        await camera.DropAsync(Cancellation);
        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(camera.Url, credentials: null));
        await camera.ReturnAsync(Cancellation);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(camera.Url, credentials: null));
    }

    private static async Task<HttpStatusCode> StatusAsync(Uri url, ICredentials? credentials)
    {
        using HttpClientHandler handler = new() { Credentials = credentials };
        using HttpClient client = new(handler);
        using HttpResponseMessage response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return response.StatusCode;
    }

    private static async Task<byte[]> ReadAsync(Uri url, int bytes)
    {
        using HttpClient client = new();
        await using Stream body = await client.GetStreamAsync(url, Cancellation);
        byte[] buffer = new byte[bytes];
        await body.ReadExactlyAsync(buffer, Cancellation);
        return buffer;
    }
}
