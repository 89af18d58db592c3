using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using FalconEye.Rtsp.Client;
using FalconEye.Rtsp.Messages;

namespace FalconEye.Rtsp.Server;

/// <summary>
/// One player's connection (RFC 2326): it describes a stream, sets up its tracks and plays them over the connection itself or over UDP. Its session
/// lasts as long as the connection.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="host">Says who may see what.</param>
/// <param name="time">The clock.</param>
public sealed class RtspServerConnection(PlayerConnection connection, IRtspHost host, TimeProvider time) : IDisposable
{
    private const int MaxRequest = 16 * 1024;
    private const int MaxRefusals = 8;
    private const string Methods = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER";

    /// <summary>A player plays within this time; what it asks for until then is not kept open for longer.</summary>
    private static readonly TimeSpan PlayTimeout = TimeSpan.FromSeconds(45);

    private readonly PlayerTransport _transport = new(connection, time);
    private readonly string _session = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
    private IRtspSource? _stream;
    private Task _playing = Task.CompletedTask;
    private int _refusals;

    /// <summary>Serves until the player leaves, breaks the protocol, or may see the stream no longer.</summary>
    /// <param name="cancellationToken">Ends the connection.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timeout = new CancellationTokenSource(PlayTimeout, time);
        await using var late = timeout.Token.UnsafeRegister(static session => ((CancellationTokenSource)session!).Cancel(), ending);
        try
        {
            await ReadAsync(ending, timeout);
        }
        catch (Exception e) when (e is IOException or SocketException or RtspException or OperationCanceledException or ObjectDisposedException)
        {
            // The player left or broke the protocol, is too slow, or is not to see more.
        }
        finally
        {
            await ending.CancelAsync();
            await _playing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stream is not null)
            {
                await _stream.DisposeAsync();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    private async Task ReadAsync(CancellationTokenSource ending, CancellationTokenSource timeout)
    {
        var buffer = new byte[MaxRequest];
        for (var filled = 0; filled < buffer.Length;)
        {
            var read = await connection.Input.ReadAsync(buffer.AsMemory(filled), ending.Token);
            if (read == 0)
            {
                return;
            }

            filled += read;
            var used = 0;
            while (MessageReader.Read(buffer.AsSpan(used, filled - used)) is { Kind: not StreamItemKind.Incomplete } item)
            {
                used += item.Length;
                if (item.Kind == StreamItemKind.Garbage || (item.Message is { } message && !await TryAnswerAsync(message, ending)))
                {
                    return;
                }
            }

            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            if (!_playing.IsCompleted)
            {
                timeout.CancelAfter(Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Answers a request. What is no request, such as one of HTTP, ends the connection.</summary>
    private async Task<bool> TryAnswerAsync(RtspMessage message, CancellationTokenSource ending) =>
        message.Method is null || await AnswerAsync(message, ending);

    /// <returns>Whether the connection goes on.</returns>
    private async Task<bool> AnswerAsync(RtspMessage request, CancellationTokenSource ending)
    {
        var (status, headers, body) = request.Method switch
        {
            "OPTIONS" => (200, $"Public: {Methods}\r\n", ""),
            "DESCRIBE" => await DescribeAsync(request, ending),
            "SETUP" => await SetUpAsync(request, ending),
            "PLAY" => Play(),
            "GET_PARAMETER" or "SET_PARAMETER" or "TEARDOWN" => (200, $"Session: {_session}\r\n", ""),
            _ => (501, $"Allow: {Methods}\r\n", ""),
        };
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"RTSP/1.0 {status} {ReasonOf(status)}\r\nCSeq: {request.CSeq ?? 0}\r\n{headers}");
        text.Append(body.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n{body}") : "\r\n");
        await _transport.SendAsync(Encoding.ASCII.GetBytes(text.ToString()), ending.Token);
        if (request.Method == "PLAY" && status == 200 && _playing.IsCompleted)
        {
            _playing = PlayAsync(ending);
        }

        _refusals += status is >= 400 and < 500 ? 1 : 0;
        return request.Method != "TEARDOWN" && _refusals < MaxRefusals;
    }

    private async Task<(int Status, string Headers, string Body)> DescribeAsync(RtspMessage request, CancellationTokenSource ending)
    {
        if (await OpenAsync(request, ending) is { } refusal)
        {
            return refusal;
        }

        var root = request.Url.Split('?')[0].TrimEnd('/');
        return (200, $"Content-Base: {root}/\r\nContent-Type: application/sdp\r\n", RtpFormat.Describe(_stream!.Description));
    }

    /// <returns>The refusal; <see langword="null"/> when there is a stream.</returns>
    private async Task<(int Status, string Headers, string Body)?> OpenAsync(RtspMessage request, CancellationTokenSource ending)
    {
        if (_stream is not null)
        {
            return null;
        }

        var answer = await host.OpenAsync(RequestOf(request), ending.Token);
        _stream = answer.Source;
        _stream?.Revoked.UnsafeRegister(static session => End((CancellationTokenSource)session!), ending);
        return answer.Status switch
        {
            200 => null,
            401 => (401, "WWW-Authenticate: Basic realm=\"FalconEye\", charset=\"UTF-8\"\r\n", ""),
            var status => (status, "", ""),
        };
    }

    private static void End(CancellationTokenSource session)
    {
        try
        {
            session.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The player has left at this moment.
        }
    }

    /// <summary>Players append the track's name to the address, before or behind its query.</summary>
    private static RtspRequest RequestOf(RtspMessage request)
    {
        var (path, query) = Uri.TryCreate(request.Url, UriKind.Absolute, out var url) ? (url.AbsolutePath, url.Query) : (request.Url, "");
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (parts.Count > 1 && IndexOf(parts[^1]) is not null)
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return new RtspRequest(
            Uri.UnescapeDataString(string.Join('/', parts)), query.TrimStart('?').Split('/')[0], request.Headers["Authorization"]);
    }

    private async Task<(int Status, string Headers, string Body)> SetUpAsync(RtspMessage request, CancellationTokenSource ending)
    {
        if (await OpenAsync(request, ending) is { } refusal)
        {
            return refusal;
        }

        if (!_playing.IsCompleted)
        {
            return (455, "", "");
        }

        var name = request.Url.Split('/', '?')[^1];
        var track = IndexOf(name) is { } index ? _stream!.Description.Tracks.FirstOrDefault(track => track.Index == index && RtpFormat.IsSent(track)) : null;
        if (track is null)
        {
            return (404, "", "");
        }

        return _transport.TrySetUp(track, request.Headers["Transport"] ?? "") is { } transport
            ? (200, $"Transport: {transport}\r\nSession: {_session};timeout=60\r\n", "")
            : (461, "", "");
    }

    private static int? IndexOf(string name) =>
        name.StartsWith(RtpFormat.Control, StringComparison.Ordinal)
            && int.TryParse(name[RtpFormat.Control.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    private (int Status, string Headers, string Body) Play() => _transport.HasTracks
        ? (200, $"Session: {_session}\r\nRange: npt=now-\r\n", "")
        : (455, "", "");

    private async Task PlayAsync(CancellationTokenSource ending)
    {
        try
        {
            while (await _stream!.WaitAsync().AsTask().WaitAsync(ending.Token))
            {
                while (_stream.TryTake(out var unit))
                {
                    await _transport.SendAsync(unit, _stream.Description, ending.Token);
                }
            }
        }
        finally
        {
            // The player learns of the end by the end of the connection.
            await ending.CancelAsync();
        }
    }

    private static string ReasonOf(int status) => status switch
    {
        200 => "OK",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        453 => "Not Enough Bandwidth",
        455 => "Method Not Valid in This State",
        461 => "Unsupported Transport",
        501 => "Not Implemented",
        _ => "Service Unavailable",
    };
}
