using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FalconEye.Chat.Tests;

/// <summary>An HTTP camera that refuses each request in words of its own, which become the reason of its failure.</summary>
internal sealed class RefusingCamera : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly string _words;
    private readonly Task _serving;

    internal RefusingCamera(string words)
    {
        _words = words;
        _listener.Start();
        _serving = ServeAsync();
    }

    internal Uri Url => new($"http://{_listener.LocalEndpoint}/x");

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_ending.Token);
            await AnswerAsync(client.GetStream());
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.ASCII);
            while (await reader.ReadLineAsync(_ending.Token) is { Length: > 0 })
            {
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 500 {_words}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _ending.Token);
        }
        catch (IOException)
        {
            // It left before it had its answer, and comes again.
        }
    }
}
