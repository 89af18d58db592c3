using System.Net.Sockets;
using System.Text;
using FalconEye.Contracts.Cameras;
using FalconEye.Processes;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// Whether a camera without viewers is still there: it takes a connection and, where it speaks RTSP without TLS, answers a request, since a program that hangs
/// still takes connections. No session is set up, and no login is sent. An answer that does not come at once is asked for on a second connection too, as a
/// packet may have been lost; either answer will do.
/// </summary>
internal static class IdleCheck
{
    /// <summary>
    /// For both attempts together. An alert is to come at most 10 s after the rule's time: a camera that dies right after an answer is asked 3 s later
    /// (<c>RELAY_RECHECK_SECONDS</c>) and missed another 4 s later; the server, which asks each second, and the channel have the other 3 s.
    /// </summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    /// <summary>
    /// When the second attempt begins. Without an answer the system repeats a connection's first packet after 1 s and 3 s, so that one on a bad wireless network
    /// is sent five times in all.
    /// </summary>
    internal static readonly TimeSpan SecondAttempt = TimeSpan.FromSeconds(2);

    /// <summary>Returns when the camera is there.</summary>
    /// <exception cref="SocketException">It cannot be reached.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    /// <exception cref="ForbiddenAddressException">Its name stands for an address that cameras cannot have.</exception>
    internal static Task RunAsync(SourceAddress source, TimeProvider time, CancellationToken cancellationToken) =>
        RunAsync(token => AskAsync(source, token), time, cancellationToken);

    /// <summary>The same with another question.</summary>
    /// <param name="ask">Asks once; called a second time while the first call still waits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task RunAsync(Func<CancellationToken, Task<int>> ask, TimeProvider time, CancellationToken cancellationToken) =>
        await Deadline.RunAsync("The look at the idle camera", Timeout, time, token => AskTwiceAsync(ask, time, token), cancellationToken);

    private static async Task<int> AskTwiceAsync(Func<CancellationToken, Task<int>> ask, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(SecondAttempt, time, ending.Token);
        List<Task<int>> attempts = [ask(ending.Token)];
        try
        {
            if (await Task.WhenAny(attempts[0], pause) == attempts[0] && IsCertain(attempts[0]))
            {
                return await attempts[0];
            }

            await pause;
            attempts.Add(ask(ending.Token));
            var first = await Task.WhenAny(attempts);
            return await (IsCertain(first) ? first : attempts.Single(other => other != first));
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll([pause, .. attempts]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether another attempt would say the same: the camera has answered, its machine refuses, or the address is forbidden.</summary>
    private static bool IsCertain(Task asked) => asked.IsCompletedSuccessfully
        || asked.Exception?.InnerException is ForbiddenAddressException or SocketException { SocketErrorCode: SocketError.ConnectionRefused };

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
