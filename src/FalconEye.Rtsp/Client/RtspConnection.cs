using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using FalconEye.Rtsp.Messages;

namespace FalconEye.Rtsp.Client;

/// <summary>
/// One connection to a camera: sends requests, answers challenges, and takes apart what arrives. One caller reads at a time; requests without an awaited
/// response may be sent meanwhile.
/// </summary>
internal sealed class RtspConnection : IAsyncDisposable
{
    /// <summary>Holds the largest frame and the largest message.</summary>
    private const int BufferLength = 68 * 1024;

    private const int MaximumUnanswered = 32;
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(5);

    private readonly RtspClientOptions _options;
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly Authentication _authentication;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly byte[] _buffer = new byte[BufferLength];
    private readonly List<byte[]> _replies = [];
    private readonly Queue<int> _unanswered = [];
    private int _start;
    private int _end;
    private long _garbage;
    private int _sequence;
    private int _awaited;
    private RtspMessage? _response;

    /// <summary>Takes a connection that <see cref="ConnectionOpener"/> has made.</summary>
    public RtspConnection(RtspClientOptions options, Socket socket, Stream stream, Authentication authentication) =>
        (_options, _socket, _stream, _authentication) = (options, socket, stream, authentication);

    /// <summary>The session's id once SETUP was answered: the first one, since some cameras name another with each track.</summary>
    public string? SessionId { get; set; }

    /// <summary>The camera's address.</summary>
    public IPAddress RemoteAddress => Plain(_socket.RemoteEndPoint);

    /// <summary>This side's address.</summary>
    public IPAddress LocalAddress => Plain(_socket.LocalEndPoint);

    /// <summary>Whether the camera can still be spoken to.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Sends a request and waits for its response, answering a challenge on the way. What else arrives goes to the handler.</summary>
    /// <param name="method">The method.</param>
    /// <param name="url">The URL.</param>
    /// <param name="headers">Headers beside those that all requests have.</param>
    /// <param name="handler">Takes what arrives meanwhile.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="timeout">How long the camera may take, if less than the options say.</param>
    /// <exception cref="RtspException">No response, or no valid credentials. Any other status is the caller's matter.</exception>
    public async Task<RtspMessage> RequestAsync(
        string method,
        string url,
        IReadOnlyList<(string Name, string Value)> headers,
        IConnectionHandler? handler,
        CancellationToken cancellationToken,
        TimeSpan? timeout = null)
    {
        TimeSpan limit = timeout < _options.ResponseTimeout ? timeout.Value : _options.ResponseTimeout;
        _authentication.Begin();
        while (true)
        {
            RtspMessage response = await ExchangeAsync(method, url, headers, handler, limit, cancellationToken);
            if (response.Status != 401)
            {
                _authentication.Accepted();
                return response;
            }

            _authentication.Refused(response);
        }
    }

    /// <summary>Sends a request whose response, if any, goes to the handler.</summary>
    public async Task SendAsync(string method, string url, CancellationToken cancellationToken)
    {
        int sequence = Interlocked.Increment(ref _sequence);
        lock (_unanswered)
        {
            _unanswered.Enqueue(sequence);
            if (_unanswered.Count > MaximumUnanswered)
                _unanswered.Dequeue();
        }

        await WriteAsync(Compose(method, url, sequence, []), cancellationToken);
    }

    /// <summary>Sends an interleaved frame.</summary>
    public Task SendFrameAsync(byte channel, ReadOnlySpan<byte> packet, CancellationToken cancellationToken)
    {
        byte[] frame = [(byte)'$', channel, (byte)(packet.Length >> 8), (byte)packet.Length, .. packet];
        return WriteAsync(frame, cancellationToken);
    }

    /// <summary>Takes a 401 that answered a request without an awaited response.</summary>
    /// <exception cref="RtspException">The credentials are not accepted any more.</exception>
    public void Reauthenticate(RtspMessage response)
    {
        _authentication.Begin();
        _authentication.Refused(response);
    }

    /// <summary>How many bytes have to arrive before a read returns; 1 is the system's default.</summary>
    public void SetReceiveLowWaterMark(int bytes) => SocketLowWaterMark.Set(_socket, bytes);

    /// <summary>Reads until something fails or the token is cancelled.</summary>
    /// <exception cref="RtspException">The connection ended, or what arrives is not RTSP.</exception>
    public async Task ReadAsync(IConnectionHandler handler, CancellationToken cancellationToken)
    {
        while (true)
            await ReceiveAsync(handler, cancellationToken);
    }

    /// <summary>Closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        IsOpen = false;
        try
        {
            await _stream.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The camera has closed it already.
        }

        _writing.Dispose();
    }

    /// <summary>Whether a response has begun to come.</summary>
    private bool IsWithinMessage => _end > _start && (_buffer[_start] | 0x20) == 'r';

    /// <summary>The address without its mapping to IPv6, which a socket for both has.</summary>
    private static IPAddress Plain(EndPoint? endPoint) => ((IPEndPoint)endPoint!).Address is { IsIPv4MappedToIPv6: true } mapped
        ? mapped.MapToIPv4()
        : ((IPEndPoint)endPoint).Address;

    private async Task<RtspMessage> ExchangeAsync(
        string method,
        string url,
        IReadOnlyList<(string Name, string Value)> headers,
        IConnectionHandler? handler,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(timeout, _options.Time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        _awaited = Interlocked.Increment(ref _sequence);
        try
        {
            _response = null;
            await WriteAsync(Compose(method, url, _awaited, headers), both.Token);
            while (_response is null)
            {
                await ReceiveAsync(handler, both.Token);
                if (_response is null && IsWithinMessage && Leniency.BodyTimeout < timeout)
                    limit.CancelAfter(Leniency.BodyTimeout);
            }

            return _response;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Drain(handler, isAll: true);
            return _response ?? throw Failures.NoResponse(method, timeout);
        }
        finally
        {
            _awaited = 0;
        }
    }

    private byte[] Compose(string method, string url, int sequence, IEnumerable<(string Name, string Value)> headers)
    {
        List<(string, string)> all = [.. headers];
        if (SessionId is { } id)
            all.Add(("Session", id));
        if (_authentication.Answer(method, url) is { } answer)
            all.Add(("Authorization", answer));
        byte[] request = RequestWriter.Request(method, url, sequence, all);
        ConversationDump.Sent(_options.Dump, request);
        return request;
    }

    private async Task WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(SendTimeout, _options.Time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await _writing.WaitAsync(both.Token);
        try
        {
            await _stream.WriteAsync(bytes, both.Token);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            IsOpen = false;
            throw Failures.Closed(e);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Reads once. Pooled, since it runs for each burst of packets.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceiveAsync(IConnectionHandler? handler, CancellationToken cancellationToken)
    {
        int count;
        try
        {
            count = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        }
        catch (IOException e)
        {
            IsOpen = false;
            throw Failures.Closed(e);
        }

        if (count == 0)
        {
            IsOpen = false;
            throw Failures.Closed();
        }

        _end += count;
        Drain(handler);
        foreach (byte[] reply in _replies)
            await WriteAsync(reply, cancellationToken);
        _replies.Clear();
    }

    private void Drain(IConnectionHandler? handler, bool isAll = false)
    {
        long arrival = _options.Time.GetTimestamp();
        while (true)
        {
            ReadOnlySpan<byte> data = _buffer.AsSpan(_start, _end - _start);
            StreamItem item = MessageReader.Read(data, isAll);
            if (item.Kind == StreamItemKind.Incomplete)
                break;
            _start += item.Length;
            switch (item.Kind)
            {
                case StreamItemKind.Frame:
                    ConversationDump.Packet(_options.Dump, item.Channel, data[StreamItem.FrameHeaderLength..item.Length]);
                    handler?.OnFrame(item.Channel, data[StreamItem.FrameHeaderLength..item.Length], arrival);
                    break;
                case StreamItemKind.Message:
                    ConversationDump.Received(_options.Dump, data[..item.Length]);
                    Dispatch(item.Message!, handler);
                    break;
                case StreamItemKind.Garbage:
                    CountGarbage(item.Length);
                    break;
                default:
                    break;
            }
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }

    private void Dispatch(RtspMessage message, IConnectionHandler? handler)
    {
        if (message.Method is not null)
            _replies.Add(RequestWriter.Response(message));
        else if (message.Status < 200)
            return;
        else if (_awaited != 0 && _response is null && !IsLate(message.CSeq))
            _response = message;
        else
            handler?.OnResponse(message);
    }

    /// <summary>Whether a response belongs to an earlier request. A missing or wrong number is taken for the awaited one.</summary>
    private bool IsLate(int? sequence)
    {
        if (sequence is not { } number || number == _awaited)
            return false;
        lock (_unanswered)
            return _unanswered.Contains(number);
    }

    private void CountGarbage(int length)
    {
        _garbage += length;
        if (_garbage > Leniency.MaximumGarbage)
            throw new RtspException(RtspFailure.Protocol, "The camera sends what is not RTSP.");
    }
}
