using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace FalconEye.Api.Edge;

/// <summary>
/// Answers a plain HTTP request on the port of HTTPS with a redirect to <c>https</c>. A TLS connection begins with a byte of 22
/// (RFC 8446, section 5.1), a plain request with a letter.
/// </summary>
internal sealed class PlainRequests(AllowedHosts hosts, TimeProvider time)
{
    private const byte Handshake = 0x16;
    private const int MaxHeadBytes = 8 * 1024;
    private static readonly TimeSpan FirstByteTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Hands TLS connections on, and answers the others.</summary>
    internal async Task OnConnectionAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        using var timeout = new CancellationTokenSource(FirstByteTimeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, connection.ConnectionClosed);
        try
        {
            var first = await connection.Transport.Input.ReadAsync(ending.Token);
            var isTls = !first.Buffer.IsEmpty && first.Buffer.FirstSpan[0] == Handshake;
            connection.Transport.Input.AdvanceTo(first.Buffer.Start);
            if (first.Buffer.IsEmpty)
            {
                return;
            }

            if (!isTls)
            {
                await AnswerAsync(connection, ending.Token);
                return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client sent nothing in time, or left.
            return;
        }

        await next(connection);
    }

    private async Task AnswerAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(connection, cancellationToken);
        await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(AnswerTo(head)), cancellationToken);
    }

    /// <returns>The request's line and headers; <see langword="null"/> when they are too long or broken off.</returns>
    private static async Task<string?> ReadHeadAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await connection.Transport.Input.ReadAsync(cancellationToken);
            var bytes = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, MaxHeadBytes)).ToArray();
            var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
            if (end >= 0 || read.IsCompleted || bytes.Length == MaxHeadBytes)
            {
                // All of it is taken, or the connection would end with a reset instead of the answer.
                connection.Transport.Input.AdvanceTo(read.Buffer.End);
                return end < 0 ? null : Encoding.Latin1.GetString(bytes, 0, end);
            }

            connection.Transport.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private string AnswerTo(string? head)
    {
        var lines = head?.Split("\r\n") ?? [];
        var hostLines = lines.Skip(1).Where(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)).ToList();
        if (lines is not [var request, ..]
            || request.Split(' ') is not [_, ['/', ..] target, _]
            || hostLines is not [var hostLine]
            || !target.All(letter => letter is > ' ' and < '\x7f'))
        {
            return Text("400 Bad Request", "This port speaks HTTPS. Use https:// in the address.");
        }

        var host = new HostString(hostLine["Host:".Length..].Trim());
        return hosts.Allows(host.Host) && host.Value!.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or ':' or '[' or ']')
            ? Text("308 Permanent Redirect", "This port speaks HTTPS.", $"Location: https://{host.Value}{target}\r\n")
            : Text("421 Misdirected Request", "This server does not answer to this name. If it is yours, add it to ALLOWED_HOSTS.");
    }

    private static string Text(string status, string text, string headers = "") =>
        $"HTTP/1.1 {status}\r\n{headers}Content-Type: text/plain\r\nContent-Length: {text.Length + 1}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{text}\n";
}
