using System.Net;
using System.Net.Sockets;

namespace FalconEye.Discovery.Rtsp;

/// <summary>
/// Questions to one RTSP server, on one connection at a time: many cameras hang up after a question that they do not like.
/// </summary>
internal sealed class RtspDialogue(IPEndPoint endPoint) : IDisposable
{
    private RtspConnection? _connection;

    /// <summary>Asks; on a connection that was closed since the last question, once more on a new one.</summary>
    /// <returns><see langword="null"/> when there is no answer in RTSP.</returns>
    internal async Task<RtspReply?> AskAsync(string method, string path, CancellationToken cancellationToken)
    {
        var isFresh = _connection is null;
        try
        {
            _connection ??= await RtspConnection.OpenAsync(endPoint, cancellationToken);
            var reply = await _connection.AskAsync(method, path, cancellationToken);
            if (reply is null || reply.Fields.GetValueOrDefault("Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) == true)
            {
                Disconnect();
            }

            return reply;
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException)
        {
            Disconnect();
            return isFresh ? null : await AskAsync(method, path, cancellationToken);
        }
    }

    public void Dispose() => Disconnect();

    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
