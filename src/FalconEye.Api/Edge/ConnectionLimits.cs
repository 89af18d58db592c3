using System.Net;
using System.Text;
using FalconEye.Api.Auth.Http;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace FalconEye.Api.Edge;

/// <summary>
/// Bounds connections, in all and for one address. At a bound the connection that has been idle longest gives way to the new one, and after those
/// the one whose request has been coming in for longest: who opens many and asks for nothing, or never ends asking, blocks no one.
/// </summary>
internal sealed class ConnectionLimits(ServerOptions options, TimeProvider time)
{
    private static readonly byte[] Refusal = Encoding.ASCII.GetBytes(
        "HTTP/1.1 429 Too Many Requests\r\nContent-Type: text/plain\r\nRetry-After: 5\r\nContent-Length: 66\r\nConnection: close\r\n\r\nToo many connections of this address are in use. Try again later.\n");

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<Entry>> _byAddress = [];
    private int _count;

    /// <summary>Runs a connection, if there is room for it.</summary>
    internal async Task OnConnectionAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var entry = new Entry(connection, KeyOf(connection)) { LastActive = time.GetTimestamp() };
        if (!TryAdd(entry, out var idle))
        {
            // Under TLS this is no answer that a client can read; it closes all the same.
            await connection.Transport.Output.WriteAsync(Refusal);
            return;
        }

        idle?.End();
        connection.Features.Set(entry);
        try
        {
            await next(connection);
        }
        finally
        {
            Remove(entry);
        }
    }

    /// <summary>Notes that a connection without requests of HTTP is of use from now on to its end.</summary>
    internal static void MarkInUse(ConnectionContext connection)
    {
        if (connection.Features.Get<Entry>() is { } entry)
        {
            entry.Phase = ConnectionPhase.Answering;
        }
    }

    /// <summary>Notes that a connection has a request, for as long as that lasts.</summary>
    internal async Task OnRequestAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Entry>() is not { } entry)
        {
            await next(context);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        (context.RequestAborted, entry.Ending) = (ending.Token, ending);
        var body = context.Request.Body;
        entry.LastActive = time.GetTimestamp();
        entry.Phase = ConnectionPhase.Answering;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            entry.Phase = ConnectionPhase.Receiving;
            context.Request.Body = new ReceivedBody(body, () => entry.Phase = ConnectionPhase.Answering, ending.Cancel);
        }

        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Body = body;
            entry.Ending = null;
            entry.LastActive = time.GetTimestamp();
            entry.Phase = ConnectionPhase.Idle;
        }
    }

    /// <summary>Known proxies carry many callers and are bounded in all only.</summary>
    private string? KeyOf(ConnectionContext connection) =>
        connection.RemoteEndPoint is IPEndPoint { Address: var address } && !ForwardedCallers.IsKnown(address, options.Auth.KnownProxies)
            ? ClientAddress.SiteOf(address)
            : null;

    private bool TryAdd(Entry entry, out Entry? idle)
    {
        lock (_lock)
        {
            idle = null;
            if (entry.Key is { } key && _byAddress.TryGetValue(key, out var same) && same.Count >= options.Edge.MaxConnectionsPerAddress)
            {
                idle = FirstToGiveWay(same);
                if (idle is null)
                {
                    return false;
                }
            }
            else if (_count >= options.Edge.MaxConnections)
            {
                idle = FirstToGiveWay(_byAddress.Values.MaxBy(entries => entries.Count) ?? []) ?? FirstToGiveWay(_byAddress.Values.SelectMany(entries => entries));
                if (idle is null)
                {
                    return false;
                }
            }

            if (idle is not null)
            {
                Forget(idle);
            }

            if (!_byAddress.TryGetValue(entry.Key ?? "", out var known))
            {
                _byAddress[entry.Key ?? ""] = known = [];
            }

            known.Add(entry);
            _count++;
            return true;
        }
    }

    private void Remove(Entry entry)
    {
        lock (_lock)
        {
            Forget(entry);
        }
    }

    private void Forget(Entry entry)
    {
        if (_byAddress.TryGetValue(entry.Key ?? "", out var same) && same.Remove(entry))
        {
            _count--;
            if (same.Count == 0)
            {
                _byAddress.Remove(entry.Key ?? "");
            }
        }
    }

    private static Entry? FirstToGiveWay(IEnumerable<Entry> entries) =>
        entries.Where(entry => entry.Phase != ConnectionPhase.Answering).MinBy(entry => (entry.Phase, entry.LastActive));

    /// <summary>What a connection waits for, those first that can best be done without. HTTP/1.1 has one request at a time.</summary>
    private enum ConnectionPhase
    {
        /// <summary>For its next request.</summary>
        Idle,

        /// <summary>For the rest of a request.</summary>
        Receiving,

        /// <summary>For our answer.</summary>
        Answering,
    }

    private sealed class Entry(ConnectionContext connection, string? key)
    {
        internal volatile ConnectionPhase Phase;

        /// <summary>Cancels the request of now.</summary>
        internal volatile CancellationTokenSource? Ending;

        internal ConnectionContext Connection { get; } = connection;

        internal string? Key { get; } = key;

        internal long LastActive { get; set; }

        /// <summary>Ends the connection. Its request first, so that it ends as one whose client has left, without an error in the log.</summary>
        internal void End()
        {
            try
            {
                Ending?.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The request ended at this moment.
            }

            Connection.Abort(new ConnectionAbortedException("Another connection needs the room."));
        }
    }
}
