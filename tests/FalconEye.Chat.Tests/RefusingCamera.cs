using System.Net.Sockets;
using System.Text;
using FalconEye.TestKit.Networks;

namespace FalconEye.Chat.Tests;

/// <summary>A camera that refuses each request, of HTTP or RTSP, in words of its own.</summary>
internal sealed class RefusingCamera : IAsyncDisposable
{
    private readonly ConversationServer _server;
    private readonly string _words;

    internal RefusingCamera(string words)
    {
        _words = words;
        _server = ConversationServer.Start(RefuseAsync);
    }

    internal Uri UrlOf(string protocol) => new($"{protocol}://{_server.EndPoint}/x");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task RefuseAsync(NetworkStream client, CancellationToken ending)
    {
        using var reader = new StreamReader(client, Encoding.ASCII);
        var (protocol, sequence) = ("", "");
        while (await reader.ReadLineAsync(ending) is { Length: > 0 } line)
        {
            protocol = protocol.Length == 0 ? line.Split(' ')[^1] : protocol;
            sequence = line.StartsWith("CSeq", StringComparison.OrdinalIgnoreCase) ? $"{line}\r\n" : sequence;
        }

        var answer = $"{protocol} 500 {_words}\r\n{sequence}Content-Length: 0\r\nConnection: close\r\n\r\n";
        await client.WriteAsync(Encoding.ASCII.GetBytes(answer), ending);
    }
}
