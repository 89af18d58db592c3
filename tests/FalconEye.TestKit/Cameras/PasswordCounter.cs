using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FalconEye.TestKit.Cameras;

/// <summary>Stands in front of an RTSP or HTTP camera, passes everything on, and counts how often the camera is shown a password.</summary>
public sealed class PasswordCounter : IAsyncDisposable
{
    private static readonly byte[] Header = Encoding.ASCII.GetBytes("\r\nAuthorization:");

    private readonly CancellationTokenSource _stopping = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _camera;
    private readonly Task _serving;
    private int _shown;

    private PasswordCounter(Uri camera)
    {
        _camera = camera;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>How many requests held a password.</summary>
    public int Shown => Volatile.Read(ref _shown);

    /// <summary>Begins to stand in front of a camera.</summary>
    public static PasswordCounter Before(SimulatedCamera camera) => new(camera.Url);

    /// <summary>The camera's address by way of this, with a user and a password.</summary>
    public Uri AddressWith(string user, string password) =>
        new($"{_camera.Scheme}://{user}:{password}@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{_camera.PathAndQuery}");

    /// <summary>Closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(PassAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassAsync(TcpClient viewer)
    {
        using (viewer)
        using (var camera = new TcpClient())
        {
            try
            {
                await camera.ConnectAsync(_camera.Host, _camera.Port, _stopping.Token);
                var back = CopyAsync(camera.GetStream(), viewer.GetStream(), counts: false);
                await CopyAsync(viewer.GetStream(), camera.GetStream(), counts: true);
                camera.Client.Shutdown(SocketShutdown.Send);
                await back;
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One of them has left.
            }
        }
    }

    /// <summary>Requests are small and wait for their answers, so each arrives in one piece.</summary>
    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool counts)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, _stopping.Token)) > 0;)
        {
            if (counts && buffer.AsSpan(0, read).IndexOf(Header) >= 0)
            {
                Interlocked.Increment(ref _shown);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
        }
    }
}
