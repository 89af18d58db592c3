using System.Net.ServerSentEvents;
using FalconEye.TestKit;

namespace FalconEye.Api.Tests;

/// <summary>A client of the event stream, with the platform's own parser.</summary>
internal sealed class EventListener : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventListener(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> events) => (_response, _events) = (response, events);

    internal static async Task<EventListener> OpenAsync(HttpClient client, string? lastEventId, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        var stream = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(ct);
        return new EventListener(response, SseParser.Create(stream).EnumerateAsync(ct).GetAsyncEnumerator(ct));
    }

    /// <summary>Reads changes: not the keep-alives, nor what is logged of the changes.</summary>
    internal Task<IReadOnlyList<SseItem<string>>> ReadAsync(int count, CancellationToken ct) => ReadAsync(count, type => type is not ("ping" or "event"), ct);

    /// <summary>Reads the events of some types.</summary>
    internal async Task<IReadOnlyList<SseItem<string>>> ReadAsync(int count, Func<string, bool> isMeant, CancellationToken ct)
    {
        List<SseItem<string>> items = [];
        while (items.Count < count && await _events.MoveNextAsync().AsTask().WaitAsync(Eventually.DefaultDeadline, ct))
        {
            if (isMeant(_events.Current.EventType))
            {
                items.Add(_events.Current);
            }
        }

        return items;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await _events.DisposeAsync();
    }
}
