using System.Net.Sockets;
using System.Text;
using FalconEye.Media.Copy;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// A request for the recorder's copy of the stream. HTTP/1.0 over a socket of our own: the body ends with the connection and has no chunks, and
/// the relay carries no HTTP client for one request.
/// </summary>
internal sealed class RecorderConnection : IAsyncDisposable
{
    private const string UnixScheme = "unix";
    private const int MaxHead = 8 * 1024;

    /// <summary>unix(7): 108 bytes with the zero at the end.</summary>
    private const int MaxSocketPath = 107;

    /// <summary>The recorder is near; a network policy that keeps us from it drops packets without an answer.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private readonly NetworkStream _stream;

    private RecorderConnection(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    /// <summary>The copy.</summary>
    internal Stream Body => _stream;

    /// <summary>Reads the address of a recorder.</summary>
    /// <returns><see langword="null"/> for what is none.</returns>
    internal static Uri? ParseAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address is { Scheme: "http", Host.Length: > 0, UserInfo.Length: 0 } || (address.Scheme == UnixScheme && address.LocalPath.Length is > 1 and <= MaxSocketPath))
            ? address
            : null;

    /// <summary>Asks for the copy.</summary>
    /// <param name="recorder">Where the recorder is.</param>
    /// <param name="token">What it is shown; <see langword="null"/> for nothing.</param>
    /// <param name="query">One of the queries of <see cref="StreamCopy"/>; empty for none.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns><see langword="null"/> when the recorder does not answer, or has no copy.</returns>
    internal static async Task<RecorderConnection?> TryOpenAsync(Uri recorder, string? token, string query, CancellationToken cancellationToken)
    {
        var connection = await TryConnectAsync(recorder, cancellationToken);
        if (connection is null)
        {
            return null;
        }

        try
        {
            var credential = token is null ? "" : $"Authorization: Bearer {token}\r\n";
            var request = $"GET {StreamCopy.Path}?{query} HTTP/1.0\r\nHost: recorder\r\n{credential}\r\n";
            await connection._stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
            if ((await connection.ReadHeadAsync(cancellationToken)).Split(' ') is [_, "200", ..])
            {
                return connection;
            }
        }
        catch (IOException)
        {
            // The recorder has ended.
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async Task<RecorderConnection?> TryConnectAsync(Uri recorder, CancellationToken cancellationToken)
    {
        var isUnix = recorder.Scheme == UnixScheme;
        var socket = isUnix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ConnectTimeout);
        try
        {
            if (isUnix)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(recorder.LocalPath), deadline.Token);
            }
            else
            {
                await socket.ConnectAsync(recorder.IdnHost, recorder.Port, deadline.Token);
                NoticeDeadNode(socket);
            }

            return new RecorderConnection(socket);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A node that loses power ends no connection; the camera may send nothing for long, so that silence alone says nothing.</summary>
    private static void NoticeDeadNode(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 1);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 1);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 2);
    }

    /// <summary>Byte by byte: what follows the head is the copy's.</summary>
    private async Task<string> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await _stream.ReadAsync(one, cancellationToken) == 1 && head.Length < MaxHead)
        {
            head.Append((char)one[0]);
            if (one[0] == '\n' && head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
            {
                return head.ToString();
            }
        }

        throw new EndOfStreamException("The recorder's answer has no end of its head.");
    }
}
