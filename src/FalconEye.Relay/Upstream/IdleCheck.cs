using System.Net.Sockets;
using System.Text;
using FalconEye.Contracts.Cameras;
using FalconEye.Processes;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// Whether a camera without viewers is still there: it takes a connection and, where it speaks RTSP without TLS, answers a request, since a program that hangs
/// still takes connections. No session is set up, and no login is sent.
/// </summary>
internal static class IdleCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Returns when the camera is there.</summary>
    /// <exception cref="SocketException">It cannot be reached.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    /// <exception cref="ForbiddenAddressException">Its name stands for an address that cameras cannot have.</exception>
    internal static async Task RunAsync(SourceAddress source, TimeProvider time, CancellationToken cancellationToken) =>
        await Deadline.RunAsync("The look at the idle camera", Timeout, time, token => AskAsync(source, token), cancellationToken);

    private static async Task<int> AskAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        using var connection = await CameraDialer.DialAsync(source.Host, source.Port, cancellationToken);
        if (source.Scheme != "rtsp")
        {
            return 0;
        }

        var root = new UriBuilder(source.Scheme, source.Host, source.Port).Uri;
        try
        {
            // Whatever the answer, also a refusal or the end of the connection: something there has read the request.
            await connection.SendAsync(Encoding.ASCII.GetBytes($"OPTIONS {root} RTSP/1.0\r\nCSeq: 1\r\n\r\n"), cancellationToken);
            return await connection.ReceiveAsync(new byte[1], cancellationToken);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown)
        {
            return 0;
        }
    }
}
