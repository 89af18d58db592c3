using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FalconEye.Auth.Tests;

/// <summary>A player of RTSP that asks what a test writes.</summary>
internal sealed class RtspDialogue : IDisposable
{
    private readonly TcpClient _client = new();
    private int _number;

    private RtspDialogue()
    {
    }

    /// <summary>Connects to a port of this machine.</summary>
    internal static async Task<RtspDialogue> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var dialogue = new RtspDialogue();
        await dialogue._client.ConnectAsync("127.0.0.1", port, cancellationToken);
        return dialogue;
    }

    /// <summary>The status of the answer to a DESCRIBE on a connection of its own.</summary>
    /// <param name="port">The server's.</param>
    /// <param name="path">The camera, with a query.</param>
    /// <param name="login">A name and a password with a colon between; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal static async Task<int> DescribeAsync(int port, string path, string? login, CancellationToken cancellationToken)
    {
        using var dialogue = await OpenAsync(port, cancellationToken);
        return await dialogue.AskAsync("DESCRIBE", port, path, login, cancellationToken);
    }

    /// <summary>Asks and returns the status of the answer; 0 when the connection ends instead.</summary>
    internal Task<int> AskAsync(string method, int port, string path, string? login, CancellationToken cancellationToken)
    {
        var authorization = login is null ? "" : $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}\r\n";
        var number = (++_number).ToString(CultureInfo.InvariantCulture);
        return SendAsync($"{method} rtsp://127.0.0.1:{port}/{path} RTSP/1.0\r\nCSeq: {number}\r\n{authorization}\r\n", cancellationToken);
    }

    /// <summary>Sends text and returns the status of the answer; 0 when the connection ends instead.</summary>
    internal async Task<int> SendAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
            var answer = "";
            var buffer = new byte[4096];
            while (!answer.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await _client.GetStream().ReadAsync(buffer, cancellationToken);
                if (read == 0)
                {
                    return 0;
                }

                answer += Encoding.ASCII.GetString(buffer, 0, read);
            }

            return int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    public void Dispose() => _client.Dispose();
}
