using System.Net.Sockets;
using System.Text;
using FalconEye.TestKit.Networks;

namespace FalconEye.TestKit.Cameras;

/// <summary>Stands in front of an RTSP or HTTP camera, passes everything on, and counts how often the camera is shown a password.</summary>
public sealed class PasswordCounter : IAsyncDisposable
{
    private static readonly byte[] Header = Encoding.ASCII.GetBytes("\r\nAuthorization:");

    private readonly ConversationServer _server;
    private readonly Uri _camera;
    private int _shown;

    private PasswordCounter(Uri camera)
    {
        _camera = camera;
        _server = ConversationServer.Start(PassAsync);
    }

    /// <summary>How many requests held a password.</summary>
    public int Shown => Volatile.Read(ref _shown);

    /// <summary>Begins to stand in front of a camera.</summary>
    public static PasswordCounter Before(SimulatedCamera camera) => new(camera.Url);

    /// <summary>The camera's address by way of this, with a user and a password.</summary>
    public Uri AddressWith(string user, string password) =>
        new($"{_camera.Scheme}://{user}:{password}@127.0.0.1:{_server.EndPoint.Port}{_camera.PathAndQuery}");

    /// <summary>Closes all connections.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task PassAsync(NetworkStream viewer, CancellationToken cancellationToken)
    {
        using var camera = new TcpClient();
        await camera.ConnectAsync(_camera.Host, _camera.Port, cancellationToken);
        var back = CopyAsync(camera.GetStream(), viewer, counts: false, cancellationToken);
        await CopyAsync(viewer, camera.GetStream(), counts: true, cancellationToken);
        camera.Client.Shutdown(SocketShutdown.Send);
        await back;
    }

    /// <summary>Requests are small and wait for their answers, so each arrives in one part.</summary>
    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool counts, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (counts && buffer.AsSpan(0, read).IndexOf(Header) >= 0)
            {
                Interlocked.Increment(ref _shown);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
