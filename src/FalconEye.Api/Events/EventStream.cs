using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace FalconEye.Api.Events;

/// <summary>
/// Hands every change to every client that listens. The latest events are kept, so that a client that comes back misses nothing; one that
/// was away too long, or reads too slowly, receives <c>reset</c> and loads everything again.
/// </summary>
internal sealed class EventStream(IOptions<JsonOptions> json)
{
    private const int BufferedEvents = 2048;
    private const int Backlog = 512;

    private readonly Lock _lock = new();
    private readonly Queue<(long Number, ServerEvent Event)> _recent = new();
    private readonly HashSet<Channel<ServerEvent>> _listeners = [];

    /// <summary>Tells this run of the server from earlier ones, whose numbers mean nothing here.</summary>
    private readonly string _life = Guid.NewGuid().ToString("N")[..8];
    private long _last;

    /// <summary>Called with what this replica publishes, for the others. The handler must return at once.</summary>
    internal event Action<ServerEvent>? Published;

    /// <summary>Called with all that clients of this replica get, from this replica and from others. The handler must return at once.</summary>
    internal event Action<ServerEvent>? Taken;

    /// <summary>Tells everyone who may use a camera, or everyone.</summary>
    internal void Publish(string kind, object data, Guid? cameraId = null)
    {
        var text = JsonSerializer.Serialize(data, json.Value.SerializerOptions);
        var item = new ServerEvent(null, kind, cameraId, text);
        Take(item);
        Published?.Invoke(item);
    }

    /// <summary>Hands an event to this replica's clients.</summary>
    internal void Take(ServerEvent published)
    {
        lock (_lock)
        {
            var item = published with { Id = IdOf(++_last) };
            _recent.Enqueue((_last, item));
            if (_recent.Count > BufferedEvents)
            {
                _recent.Dequeue();
            }

            Deliver(item);
        }

        Taken?.Invoke(published);
    }

    /// <summary>
    /// Sends a keep-alive, for proxies that close silent connections; clients listen to named events and do not see it.
    /// </summary>
    internal void SendHeartbeat()
    {
        lock (_lock)
        {
            Deliver(ServerEvent.Heartbeat);
        }
    }

    /// <summary>
    /// What a client missed since <paramref name="lastEventId"/>, then what happens from now on. Ends when the client reads too slowly: it
    /// will come back with the id of the last event that it got.
    /// </summary>
    internal async IAsyncEnumerable<ServerEvent> ListenAsync(string? lastEventId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listener = Channel.CreateBounded<ServerEvent>(Backlog);
        IReadOnlyList<ServerEvent> missed;
        lock (_lock)
        {
            _listeners.Add(listener);
            listener.Writer.TryWrite(ServerEvent.Heartbeat);
            missed = MissedSince(lastEventId);
        }

        try
        {
            foreach (var item in missed)
            {
                yield return item;
            }

            await foreach (var item in listener.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            lock (_lock)
            {
                _listeners.Remove(listener);
            }
        }
    }

    private void Deliver(ServerEvent item)
    {
        foreach (var listener in _listeners.Where(listener => !listener.Writer.TryWrite(item)))
        {
            listener.Writer.TryComplete();
        }
    }

    private IReadOnlyList<ServerEvent> MissedSince(string? lastEventId)
    {
        if (string.IsNullOrEmpty(lastEventId))
        {
            return [];
        }

        var parts = lastEventId.Split('-');
        var isKnown = parts.Length == 2 && parts[0] == _life
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= _last
            && number >= _last - _recent.Count;
        return isKnown
            ? [.. _recent.Where(entry => entry.Number > long.Parse(parts[1], CultureInfo.InvariantCulture)).Select(entry => entry.Event)]
            : [new ServerEvent(IdOf(_last), ServerEvent.ResetKind, null, "{}")];
    }

    private string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{_life}-{number}");
}
