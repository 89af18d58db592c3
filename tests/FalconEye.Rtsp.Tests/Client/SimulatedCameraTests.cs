using FalconEye.Rtsp.Client;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Rtsp.Tests.Client;

/// <summary>Sessions with GStreamer's server.</summary>
public sealed class SimulatedCameraTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RtspTransport.Tcp, CameraAuthentication.Basic)]
    [InlineData(RtspTransport.Udp, CameraAuthentication.Digest)]
    public async Task Video_and_audio_arrive_and_no_session_is_left(RtspTransport transport, CameraAuthentication authentication)
    {
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(
            new RtspCameraOptions { Audio = AudioCodec.Aac, User = "admin", Password = "p@ss:/?#%", Authentication = authentication }, Cancel);
        CollectingSink sink = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using (RtspSession session = await RtspClient.ConnectAsync(
            new RtspClientOptions { Address = camera.Url.ToString(), User = "admin", Password = "p@ss:/?#%", Transport = transport }, stop.Token))
        {
            Task running = session.RunAsync(sink, stop.Token);
            Task arrived = Eventually.HoldsAsync(() => sink.Count(0) >= 20 && sink.Count(1) >= 5, "video and audio have arrived", stop.Token);
            await await Task.WhenAny(running, arrived);
            Assert.Equal(transport, session.Transport);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }

        Assert.Empty(sink.Losses);
        Assert.Equal(320, sink.Descriptions.Last().Video!.Width);
        await Eventually.ReturnsAsync(() => camera.StatsAsync(Cancel), stats => stats.Sessions == 0, "no session is left", Cancel);
    }

    [Fact]
    public async Task A_camera_that_freezes_is_silent_and_one_that_drops_is_closed()
    {
        await using SimulatedCamera camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), Cancel);
        RtspClientOptions options = new() { Address = camera.Url.ToString(), StallTimeout = TimeSpan.FromSeconds(1) };

        Assert.Equal(RtspFailure.Silent, await FailureAsync(options, camera.FreezeAsync));
        await camera.ThawAsync(Cancel);
        Assert.Equal(RtspFailure.Closed, await FailureAsync(options, camera.DropAsync));
        Assert.Equal(RtspFailure.Unreachable, (await Assert.ThrowsAsync<RtspException>(() => RtspClient.ConnectAsync(options, Cancel))).Failure);
    }

    private static async Task<RtspFailure> FailureAsync(RtspClientOptions options, Func<CancellationToken, Task> interfere)
    {
        CollectingSink sink = new();
        await using RtspSession session = await RtspClient.ConnectAsync(options, Cancel);
        Task running = session.RunAsync(sink, Cancel);
        await Eventually.HoldsAsync(() => sink.Count(0) > 0, "a frame has arrived", Cancel);
        await interfere(Cancel);
        return (await Assert.ThrowsAsync<RtspException>(() => running)).Failure;
    }
}
