using System.Buffers.Binary;
using System.Net.WebSockets;
using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed class WatchingTests
{
    [Fact]
    public async Task Many_viewers_share_one_session_with_the_camera()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        var viewers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => StreamViewer.OpenAsync(server.Client, $"/api/cameras/{id}/stream", ct)));

        await Task.WhenAll(viewers.Select(viewer => viewer.ReadFramesAsync(10, ct)));

        var stats = await camera.StatsAsync(ct);
        Assert.Equal(1, stats.Sessions);
        Assert.All(viewers, viewer => Assert.True(viewer.DistinctFrames > 1, "the picture does not move"));
        Array.ForEach(viewers, viewer => viewer.Dispose());
    }

    [Fact]
    public async Task A_snapshot_has_the_requested_size()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        using var folder = new TemporaryFolder();

        var jpeg = await server.Client.GetByteArrayAsync($"/api/cameras/{id}/snapshot", ct);
        await File.WriteAllBytesAsync(folder["snapshot.jpg"], jpeg, ct);

        var size = await Tool.OutputOfAsync(
            "ffprobe", ["-v", "error", "-show_entries", "stream=width,height,codec_name", "-of", "csv=p=0", folder["snapshot.jpg"]], ct);
        Assert.Equal("mjpeg,320,240", size.Trim());
    }

    [Fact]
    public async Task Live_frames_arrive_over_a_WebSocket_with_their_capture_time()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions(), ct);
        await using var server = await FalconEyeServer.StartAsync(ct);
        var id = await server.AddRunningCameraAsync("Door", camera, ct);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Port}/api/cameras/{id}/live"), ct);

        var first = await ReadMessageAsync(socket, ct);
        var second = await ReadMessageAsync(socket, ct);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, ct);

        var (earlier, later) = (CaptureTimeOf(first), CaptureTimeOf(second));
        Assert.InRange(DateTimeOffset.UtcNow - earlier, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.True(later > earlier);
        Assert.Equal([0xFF, 0xD8], first[8..10]);
        Assert.Equal([0xFF, 0xD9], first[^2..]);
    }

    private static DateTimeOffset CaptureTimeOf(byte[] message) =>
        DateTimeOffset.UnixEpoch.AddMicroseconds(BinaryPrimitives.ReadInt64BigEndian(message));

    private static async Task<byte[]> ReadMessageAsync(ClientWebSocket socket, CancellationToken ct)
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), ct);
            Assert.Equal(WebSocketMessageType.Binary, part.MessageType);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return message.ToArray();
    }
}
