using System.Net;
using System.Net.WebSockets;
using System.Text;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Live;

public sealed class LiveVideoTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_that_play_the_cameras_codec_share_one_session_and_others_get_JPEG()
    {
        await using var camera = await SimulatedCamera.StartAsync(new RtspCameraOptions { Audio = AudioCodec.Aac }, Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var id = await server.AddRunningCameraAsync("Door", camera, Ending);
        using var first = await OpenAsync(server, id, "?formats=mp4;codecs=avc1%2Bmp4a,jpeg");
        using var second = await OpenAsync(server, id, "?formats=mp4,jpeg");
        using var other = await OpenAsync(server, id, "?formats=mp4;codecs=hvc1,jpeg");
        using var only = await OpenAsync(server, id, "?formats=mp4;codecs=hvc1");

        foreach (var viewer in (ClientWebSocket[])[first, second])
        {
            AssertAnnouncesMp4(await ReadAsync(viewer));
            var init = (await ReadAsync(viewer)).Message;
            Assert.Equal((0, "ftyp"), (init[8], Encoding.ASCII.GetString(init, 13, 4)));
            var keyframe = (await ReadAsync(viewer)).Message;
            Assert.Equal((1, "moof"), (keyframe[8], Encoding.ASCII.GetString(keyframe, 13, 4)));
            for (var i = 0; i < 30; i++)
            {
                var (type, message) = await ReadAsync(viewer);
                if (type == WebSocketMessageType.Text)
                {
                    // The camera's sound has come: another MP4 begins, with both tracks.
                    AssertAnnouncesMp4((type, message));
                    Assert.Equal(0, (await ReadAsync(viewer)).Message[8]);
                }
                else
                {
                    Assert.InRange(message[8], 1, 4);
                }
            }
        }

        Assert.Equal("{\"format\":\"jpeg\"}", Encoding.UTF8.GetString((await ReadAsync(other)).Message));
        Assert.Equal([0xFF, 0xD8], (await ReadAsync(other)).Message[8..10]);
        Assert.Equal(WebSocketMessageType.Close, (await ReadAsync(only)).Type);
        Assert.Contains("in none of the formats", only.CloseStatusDescription, StringComparison.Ordinal);
        Assert.Equal(1, (await camera.StatsAsync(Ending)).Sessions);
    }

    [Fact]
    public async Task A_camera_that_sends_JPEG_is_shown_as_it_is_and_unknown_formats_are_refused()
    {
        await using var camera = await SimulatedCamera.StartAsync(new MjpegCameraOptions(), Ending);
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var id = await server.AddRunningCameraAsync("Yard", camera, Ending, "http");
        using var viewer = await OpenAsync(server, id, "?formats=mp4,jpeg");

        Assert.Equal("{\"format\":\"jpeg\"}", Encoding.UTF8.GetString((await ReadAsync(viewer)).Message));
        Assert.Equal([0xFF, 0xD8], (await ReadAsync(viewer)).Message[8..10]);

        using var refused = new ClientWebSocket();
        refused.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => refused.ConnectAsync(AddressOf(server, id, "?formats=webrtc"), Ending));
        Assert.Equal(HttpStatusCode.BadRequest, refused.HttpStatusCode);
    }

    private static Uri AddressOf(FalconEyeServer server, string id, string query) => new($"ws://127.0.0.1:{server.Port}/api/cameras/{id}/live{query}");

    private static void AssertAnnouncesMp4((WebSocketMessageType Type, byte[] Message) read)
    {
        Assert.Equal(WebSocketMessageType.Text, read.Type);
        Assert.StartsWith("{\"format\":\"mp4\",\"mime\":\"video/mp4; codecs=\\\"avc1.", Encoding.UTF8.GetString(read.Message), StringComparison.Ordinal);
    }

    private static async Task<ClientWebSocket> OpenAsync(FalconEyeServer server, string id, string query)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(AddressOf(server, id, query), Ending);
        return socket;
    }

    private static async Task<(WebSocketMessageType Type, byte[] Message)> ReadAsync(ClientWebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), Ending).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ending);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return (part.MessageType, message.ToArray());
    }
}
