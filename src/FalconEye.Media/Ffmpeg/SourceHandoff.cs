using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// Hands a camera's address to FFmpeg without its password standing in the process list. FFmpeg reads addresses from its arguments only,
/// but follows redirections: it is given a loopback address that answers one request, for one unguessable path, with the real address (302,
/// RFC 2326 section 11.3 and RFC 9110 section 15.4.3).
/// </summary>
internal sealed class SourceHandoff : IAsyncDisposable
{
    private const int MaxRequestBytes = 4096;
    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SourceAddress _address;
    private readonly string _path = "/" + RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly Task _serving;

    private SourceHandoff(SourceAddress address)
    {
        _address = address;
        _listener.Start();
        var scheme = address.IsRtsp ? "rtsp" : "http";
        Url = string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{_path}");
        _serving = ServeAsync();
    }

    /// <summary>What FFmpeg is given.</summary>
    internal string Url { get; }

    /// <summary>Listens from now until the address is handed over, or this is disposed.</summary>
    internal static SourceHandoff Open(SourceAddress address) => new(address);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!await TryServeOneAsync())
            {
            }
        }
        catch (Exception e) when (_stopping.IsCancellationRequested && e is OperationCanceledException or SocketException)
        {
            // FFmpeg ended, or was ended, before it asked.
        }
        finally
        {
            _listener.Dispose();
        }
    }

    /// <returns>True when the address went out.</returns>
    private async Task<bool> TryServeOneAsync()
    {
        using var socket = await _listener.AcceptSocketAsync(_stopping.Token);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        deadline.CancelAfter(RequestTime);
        try
        {
            // The path can be read from the process list by other users: they may ask, and only our own user is told.
            var request = await ReadHeadAsync(socket, deadline.Token);
            var answers = IsFor(request) && LoopbackPeer.IsOwnUser((IPEndPoint)socket.RemoteEndPoint!, (IPEndPoint)socket.LocalEndPoint!);
            await socket.SendAsync(Encoding.UTF8.GetBytes(Answer(request, answers ? _address.WithCredentials : null)), deadline.Token);
            socket.Shutdown(SocketShutdown.Send);
            return answers;
        }
        catch (Exception e) when (!_stopping.IsCancellationRequested && e is OperationCanceledException or SocketException)
        {
            return false;
        }
    }

    private static async Task<string> ReadHeadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxRequestBytes];
        var length = 0;
        while (length < buffer.Length && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private bool IsFor(string request)
    {
        var line = request.Split("\r\n", 2)[0].Split(' ');
        return line.Length == 3 && (line[1] == _path || line[1] == Url);
    }

    private static string Answer(string request, string? location)
    {
        var protocol = request.Contains(" RTSP/1.0\r\n", StringComparison.Ordinal) ? "RTSP/1.0" : "HTTP/1.1";
        var sequence = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("CSeq:", StringComparison.OrdinalIgnoreCase));
        var answer = new StringBuilder(protocol).Append(location is null ? " 404 Not Found\r\n" : " 302 Found\r\n");
        if (location is not null)
        {
            answer.Append("Location: ").Append(location).Append("\r\n");
        }

        if (sequence is not null)
        {
            answer.Append(sequence).Append("\r\n");
        }

        return answer.Append("Content-Length: 0\r\nConnection: close\r\n\r\n").ToString();
    }
}
