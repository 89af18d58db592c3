using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.TestKit.Cameras.Onvif;

namespace FalconEye.Media.Tests.Ffmpeg;

public sealed class OnvifSourceTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_is_asked_once_until_its_stream_fails()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new(), Cancelled);
        var resolver = ResolverOf(device.Address);

        var first = await resolver.ResolveAsync(Cancelled);
        await resolver.ResolveAsync(Cancelled);
        var asked = device.Operations.Count;
        resolver.Forget();
        await resolver.ResolveAsync(Cancelled);

        Assert.Equal("rtsp://127.0.0.1:554/stream", first.Address.WithCredentials);
        Assert.Equal("mainStream (h264 320x240) at rtsp://127.0.0.1:554/stream", first.Stream);
        Assert.Equal(2 * asked, device.Operations.Count);
    }

    [Fact]
    public async Task A_camera_without_TLS_is_reported()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new(), Cancelled);
        var resolver = ResolverOf(new Uri($"onvifs://127.0.0.1:{device.Port}"));

        var failure = await Assert.ThrowsAsync<SourceFailedException>(() => resolver.ResolveAsync(Cancelled));

        Assert.Equal($"No TLS connection with 127.0.0.1:{device.Port}: check whether the camera serves onvifs.", failure.Message);
    }

    private static SourceResolver ResolverOf(Uri address) => SourceAddress.TryParse(address.OriginalString, out var parsed, out var problem)
        ? new SourceResolver(parsed, wanted: null, TimeProvider.System)
        : throw new InvalidOperationException(problem);
}
