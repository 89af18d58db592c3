using FalconEye.TestKit.Networks;
using static FalconEye.Media.Tests.Http.HttpCameraQuirkTests;

namespace FalconEye.Media.Tests.Http;

/// <summary>Cameras that have an address for single pictures, which is asked again and again.</summary>
public sealed class HttpSnapshotTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_snapshot_address_is_asked_again_over_one_connection_at_a_time(bool keepsAlive)
    {
        var (connections, open, mostOpen) = (0, 0, 0);
        await using var camera = ConversationServer.Start(async (stream, cancellation) =>
        {
            Interlocked.Increment(ref connections);
            mostOpen = Math.Max(mostOpen, Interlocked.Increment(ref open));
            try
            {
                do
                {
                    await ReadRequestAsync(stream, cancellation);
                    await SendAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n{(keepsAlive ? "Content-Length: 30" : "Connection: close")}\r\n\r\n", cancellation);
                    await stream.WriteAsync(Jpeg, cancellation);
                }
                while (keepsAlive);
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        });

        await TakeAsync(camera, "http://{0}/snapshot.jpg", 4, pollRate: 50);

        Assert.Equal((keepsAlive ? 1 : 4, 1), (Math.Min(connections, 4), mostOpen));
    }

    [Theory]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 30\r\n\r\n\u00ff\u00d8\u00ff")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\noops")]
    public async Task A_snapshot_address_that_fails_now_and_then_is_asked_again(string failure)
    {
        var requests = 0;
        await using var camera = ConversationServer.Start(async (stream, cancellation) =>
        {
            while (true)
            {
                await ReadRequestAsync(stream, cancellation);
                if (Interlocked.Increment(ref requests) % 3 == 0)
                {
                    await SendAsync(stream, failure, cancellation);
                    return;
                }

                await SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 30\r\n\r\n", cancellation);
                await stream.WriteAsync(Jpeg, cancellation);
            }
        });

        Assert.Equal(6, (await TakeAsync(camera, "http://{0}/snapshot.jpg", 6, pollRate: 50)).Count);
    }

    [Fact]
    public async Task A_snapshot_is_taken_though_another_length_is_announced_or_it_is_compressed()
    {
        using var packed = new MemoryStream();
        await using (var packing = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            await packing.WriteAsync(Jpeg, Cancelled);
        }

        foreach (var (head, body) in ((string, byte[])[])[("Content-Length: 90", Jpeg), ("Content-Length: 20", Jpeg), ($"Content-Encoding: gzip\r\nContent-Length: {packed.Length}", packed.ToArray())])
        {
            await using var camera = ConversationServer.Start(async (stream, cancellation) =>
            {
                while (true)
                {
                    await ReadRequestAsync(stream, cancellation);
                    await SendAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n{head}\r\n\r\n", cancellation);
                    await stream.WriteAsync(body, cancellation);
                }
            });

            Assert.All(await TakeAsync(camera, "http://{0}/snapshot.jpg", 2, pollRate: 50), picture => Assert.Equal(Jpeg, picture));
        }
    }
}
