using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using FalconEye.Contracts.Cameras;
using FalconEye.Processes;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// Sits between FFmpeg and a camera, on a loopback port of its own: FFmpeg resolves no name and connects to nothing else, and the camera's
/// password is in no argument (docs/decisions, 0004). This program connects to the camera, at the address that it has checked.
/// </summary>
internal abstract class SourceGateway : IAsyncDisposable
{
    private const int MaxHeadBytes = 8192;
    private const int MaxConnections = 4;
    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private Task _serving = Task.CompletedTask;
    private volatile SourceFailure? _failure;

    /// <summary>A gateway that listens, and serves after <see cref="Serve"/>.</summary>
    private protected SourceGateway(SourceAddress address, TimeSpan stallTimeout)
    {
        Address = address;

        // A little shorter than FFmpeg's own timeout, so that the reason is ours.
        AnswerTime = stallTimeout * 0.9;
        _listener.Start();
    }

    /// <summary>The port of loopback.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What FFmpeg is given.</summary>
    internal abstract string Url { get; }

    /// <summary>Why the camera could not be reached, or was not followed; <see langword="null"/> while FFmpeg itself knows more.</summary>
    internal SourceFailure? Failure => _failure;

    private protected SourceAddress Address { get; }

    /// <summary>How long connecting, and the first answer, may take.</summary>
    private protected TimeSpan AnswerTime { get; }

    /// <summary>A path that cannot be guessed. It can be read from the process list, so the client is checked as well.</summary>
    private protected string Token { get; } = "/" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Opens the gateway to a camera.</summary>
    /// <param name="address">An address that FFmpeg opens.</param>
    /// <param name="stallTimeout">How long the network may be silent, connecting included.</param>
    internal static SourceGateway Open(SourceAddress address, TimeSpan stallTimeout)
    {
        SourceGateway gateway = address.IsRtsp ? new RtspGateway(address, stallTimeout) : new HttpGateway(address, stallTimeout);
        gateway.Serve();
        return gateway;
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        await Task.WhenAll(_connections.Keys);
        _stopping.Dispose();
    }

    /// <summary>Serves one connection of FFmpeg.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="head">Its first bytes, a request's head at least.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SourceFailedException">The camera cannot be reached, or not followed.</exception>
    private protected abstract Task ServeAsync(Socket client, ReadOnlyMemory<byte> head, CancellationToken cancellationToken);

    /// <summary>The parts of a request line; empty when it is none.</summary>
    private protected static string[] RequestLineOf(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        return end > 0 && Encoding.UTF8.GetString(head[..end]).Split(' ') is [_, _, _] parts ? parts : [];
    }

    /// <summary>Keeps why FFmpeg gets nothing.</summary>
    private protected void Fail(SourceFailure failure) => _failure = failure;

    private void Serve() => _serving = AcceptAsync();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                if (_connections.Count >= MaxConnections)
                {
                    socket.Dispose();
                    continue;
                }

                var connection = HandleAsync(socket);
                _connections.TryAdd(connection, true);
                _ = connection.ContinueWith(done => _connections.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (_stopping.IsCancellationRequested && e is OperationCanceledException or SocketException)
        {
            // FFmpeg has ended.
        }
        finally
        {
            _listener.Dispose();
        }
    }

    private async Task HandleAsync(Socket client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                if (await ReadHeadAsync(client) is { } head)
                {
                    await ServeAsync(client, head, _stopping.Token);
                }
            }
            catch (SourceFailedException e)
            {
                Fail(e.Failure);
            }
            catch (Exception e) when (e is IOException or SocketException or HttpRequestException or OperationCanceledException)
            {
                // FFmpeg or the camera has left; FFmpeg says which.
            }
        }
    }

    /// <returns><see langword="null"/> when it is another user's program, or says nothing.</returns>
    private async Task<ReadOnlyMemory<byte>?> ReadHeadAsync(Socket client)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        deadline.CancelAfter(RequestTime);
        var buffer = new byte[MaxHeadBytes];
        var length = 0;
        while (length < buffer.Length && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var read = await client.ReceiveAsync(buffer.AsMemory(length), deadline.Token);
            if (read == 0)
            {
                return null;
            }

            length += read;
        }

        return LoopbackPeer.IsOwnUser((IPEndPoint)client.RemoteEndPoint!, (IPEndPoint)client.LocalEndPoint!) ? buffer.AsMemory(0, length) : null;
    }
}
