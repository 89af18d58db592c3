using System.Net.Sockets;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;

namespace FalconEye.Media.Http;

/// <summary>Explains what went wrong on our own connections to a camera in the words used for FFmpeg's.</summary>
public static class HttpFailure
{
    /// <summary>An answer that is no success.</summary>
    public static SourceFailure OfStatus(int status, string? phrase, SourceAddress address) => Explain($"{status} {phrase ?? ""} ", address);

    /// <summary>A connection that failed or broke.</summary>
    public static SourceFailure Of(Exception exception, SourceAddress address)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException!)
        {
            // An aborted operation is how our own deadline looks from below.
            if (cause is SocketException { SocketErrorCode: not SocketError.OperationAborted } socket)
            {
                return Explain(Words(socket.SocketErrorCode), address);
            }

            if (cause is ForbiddenAddressException forbidden)
            {
                return new SourceFailure(FailureReasons.Failed, forbidden.Message);
            }

            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
            {
                return Explain("handshake", address);
            }
        }

        return exception is OperationCanceledException or TimeoutException
            ? FfmpegFailure.Silent(address)
            : new SourceFailure(FailureReasons.Failed, $"The connection to {address.Host}:{address.Port} broke: {exception.GetType().Name}.");
    }

    private static SourceFailure Explain(string line, SourceAddress address) =>
        FfmpegFailure.Explain([line], address, address.WithCredentials, outOfTime: false);

    private static string Words(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "Connection refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "Failed to resolve hostname",
        SocketError.HostUnreachable => "No route to host",
        SocketError.NetworkUnreachable => "Network is unreachable",
        SocketError.TimedOut => "timed out",
        _ => $"the connection broke ({error})",
    };
}
