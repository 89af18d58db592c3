using System.Net;
using FalconEye.TestKit;

namespace FalconEye.Auth.Tests;

/// <summary>Reads the stream of events, to see whether it ends.</summary>
internal sealed class EventReader : IDisposable
{
    private static readonly TimeSpan Deadline = Eventually.DefaultDeadline;

    private readonly HttpResponseMessage _response;
    private readonly Stream _events;

    private EventReader(HttpResponseMessage response, Stream events) => (_response, _events) = (response, events);

    internal static async Task<EventReader> OpenAsync(Caller caller, CancellationToken ct)
    {
        var response = await caller.SendAsync(HttpMethod.Get, "/api/events", null, ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var events = await response.Content.ReadAsStreamAsync(ct);
        Assert.NotEqual(0, await events.ReadAsync(new byte[1], ct));
        return new(response, events);
    }

    /// <summary>Reads on until the server cuts the stream off.</summary>
    internal async Task AssertEndsAsync(CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Deadline);
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await _events.ReadAsync(new byte[1024], deadline.Token) > 0)
            {
            }

            throw new EndOfStreamException();
        });
    }

    public void Dispose()
    {
        _events.Dispose();
        _response.Dispose();
    }
}
