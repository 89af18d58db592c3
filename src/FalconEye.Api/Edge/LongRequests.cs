using System.Net.WebSockets;
using System.Text;
using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Problems;

namespace FalconEye.Api.Edge;

/// <summary>
/// Bounds how many streams, event streams and downloads one caller has at once, and how many there are in all, so that connections stay
/// for everyone's short requests.
/// </summary>
internal sealed class LongRequests(ServerOptions options)
{
    /// <summary>Without logins many users may share an address.</summary>
    private const int UsersPerAddress = 8;

    /// <summary>A player waits for a playlist and, with what the playlist hints at, for a part.</summary>
    private const int HlsRequestsPerStream = 2;

    /// <summary>RFC 6455's registry: try again later.</summary>
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    private const int MaxReasonBytes = 123;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<(LongRequestKind Kind, string Caller), int> _counts = [];
    private int _all;

    private int MaxInAll => options.Edge.MaxConnections * 3 / 4;

    /// <summary>Runs a request, if its caller may have one more of its kind.</summary>
    internal async Task LimitAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<LongRequestMetadata>() is not { Kind: var kind })
        {
            await next(context);
            return;
        }

        var key = (kind, ClientAddress.CallerOrSiteOf(context));
        if (Enter(key) is { } problem)
        {
            await RefuseAsync(context, problem);
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            Leave(key);
        }
    }

    private string? Enter((LongRequestKind Kind, string Caller) key)
    {
        var (most, what) = LimitOf(key.Kind);
        lock (_lock)
        {
            var count = _counts.GetValueOrDefault(key);
            if (count >= most)
            {
                return $"You have {count} {what} at once already. Close one, then try again.";
            }

            if (_all >= MaxInAll)
            {
                return $"The server has {_all} streams and downloads at once already (MAX_CONNECTIONS).";
            }

            _counts[key] = count + 1;
            _all++;
            return null;
        }
    }

    private void Leave((LongRequestKind Kind, string Caller) key)
    {
        lock (_lock)
        {
            _all--;
            if (--_counts[key] == 0)
            {
                _counts.Remove(key);
            }
        }
    }

    private (int Most, string What) LimitOf(LongRequestKind kind)
    {
        var (most, what) = kind switch
        {
            LongRequestKind.Events => (options.Edge.MaxEventStreams, "event streams (MAX_EVENT_STREAMS)"),
            LongRequestKind.Hls => (options.Edge.MaxStreams * HlsRequestsPerStream, "requests of HLS that wait for video (MAX_STREAMS)"),
            LongRequestKind.Stream => (options.Edge.MaxStreams, "live streams (MAX_STREAMS)"),
            _ => (options.Edge.MaxDownloads, "downloads (MAX_DOWNLOADS)"),
        };
        return (options.Auth.Mode == AuthMode.Off ? most * UsersPerAddress : most, what);
    }

    /// <summary>A page is not shown the answer to a WebSocket's request, but the reason of its end.</summary>
    private static async Task RefuseAsync(HttpContext context, string problem)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Problem.TooManyRequests(context, problem, Wait).ExecuteAsync(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(CloseTimeout);
        try
        {
            await socket.CloseAsync(TryAgainLater, Encoding.UTF8.GetByteCount(problem) > MaxReasonBytes ? problem[..MaxReasonBytes] : problem, timeout.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client left, or does not answer the end.
        }
    }
}
