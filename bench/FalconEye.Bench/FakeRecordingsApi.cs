using System.Net;
using FalconEye.TestKit;

namespace FalconEye.Bench;

/// <summary>An API that takes every report of a recorder.</summary>
internal sealed class FakeRecordingsApi : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _answering;

    /// <summary>Listens on a free port.</summary>
    internal FakeRecordingsApi()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _answering = AnswerAsync();
    }

    /// <summary>Its base address.</summary>
    internal Uri Address { get; }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _answering;
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                call.Response.StatusCode = call.Request.HttpMethod == "POST" ? 201 : 200;
                call.Response.ContentType = "application/json";
                call.Response.Close("{}"u8.ToArray(), willBlock: false);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed: the benchmark is over.
        }
    }
}
