using System.Net.Sockets;
using System.Text;
using FalconEye.TestKit;
using FalconEye.TestKit.Networks;

namespace FalconEye.Relay.Tests;

/// <summary>An HTTP camera whose pictures are only markers, and that can pour out a part without end as fast as its reader reads.</summary>
internal sealed class FloodingCamera : IAsyncDisposable
{
    /// <summary>Start of image, a frame header of 320x240, start of scan.</summary>
    private static readonly byte[] Start = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 240, 1, 64, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0];

    private readonly ConversationServer _server;
    private long _flood;
    private TaskCompletionSource? _flooded;

    internal FloodingCamera() => _server = ConversationServer.Start(ShowAsync);

    internal Uri Url => new($"http://127.0.0.1:{_server.EndPoint.Port}/");

    /// <summary>Sends that many bytes of one part that has no end.</summary>
    internal Task FloodAsync(long bytes, CancellationToken cancellationToken)
    {
        _flooded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _flood, bytes);
        return _flooded.Task.WaitAsync(Eventually.DefaultDeadline, cancellationToken);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ShowAsync(NetworkStream client, CancellationToken ending)
    {
        await client.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n"), ending);
        byte[] picture = [.. "--b\r\nContent-Type: image/jpeg\r\n\r\n"u8, .. Start, .. new byte[20_000], 0xFF, 0xD9, .. "\r\n"u8];
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(ending))
        {
            await client.WriteAsync(picture, ending);
            await SendEndlesslyAsync(client, Interlocked.Exchange(ref _flood, 0), ending);
        }
    }

    private async Task SendEndlesslyAsync(NetworkStream client, long bytes, CancellationToken ending)
    {
        if (bytes == 0)
        {
            return;
        }

        // Begun again every few megabytes, or the first one to be dropped would be the only one.
        byte[] part = [.. Start, .. new byte[20_000_000]];
        for (var sent = 0L; sent < bytes; sent += part.Length)
        {
            await client.WriteAsync(part, ending);
        }

        _flooded!.SetResult();
    }
}
