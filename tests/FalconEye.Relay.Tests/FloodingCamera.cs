using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FalconEye.Relay.Tests;

/// <summary>An HTTP camera whose pictures are only markers, and that can pour out a part without end as fast as its reader reads.</summary>
internal sealed class FloodingCamera : IAsyncDisposable
{
    /// <summary>Start of image, a frame header of 320x240, start of scan.</summary>
    private static readonly byte[] Start = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 240, 1, 64, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _serving;
    private long _flood;
    private TaskCompletionSource? _flooded;

    internal FloodingCamera()
    {
        _listener.Start();
        _serving = ServeAsync(_ending.Token);
    }

    internal Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Sends that many bytes of one part that has no end.</summary>
    internal Task FloodAsync(long bytes, CancellationToken cancellationToken)
    {
        _flooded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _flood, bytes);
        return _flooded.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task ServeAsync(CancellationToken ending)
    {
        while (true)
        {
            using var client = await _listener.AcceptSocketAsync(ending);
            try
            {
                await ShowAsync(client, ending);
            }
            catch (SocketException)
            {
                // The viewer went; another may come.
            }
        }
    }

    private async Task ShowAsync(Socket client, CancellationToken ending)
    {
        await client.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n"), ending);
        byte[] picture = [.. "--b\r\nContent-Type: image/jpeg\r\n\r\n"u8, .. Start, .. new byte[20_000], 0xFF, 0xD9, .. "\r\n"u8];
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(ending))
        {
            await client.SendAsync(picture, ending);
            await PourAsync(client, Interlocked.Exchange(ref _flood, 0), ending);
        }
    }

    private async Task PourAsync(Socket client, long bytes, CancellationToken ending)
    {
        if (bytes == 0)
        {
            return;
        }

        // Begun anew every few megabytes, or the first one to be dropped would be the only one.
        byte[] part = [.. Start, .. new byte[20_000_000]];
        for (var sent = 0L; sent < bytes; sent += part.Length)
        {
            await client.SendAsync(part, ending);
        }

        _flooded!.SetResult();
    }
}
