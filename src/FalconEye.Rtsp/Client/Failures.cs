using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using FalconEye.Rtsp.Messages;

namespace FalconEye.Rtsp.Client;

/// <summary>Says in a sentence for the user what went wrong. No sentence contains an address, since paths and queries may hold passwords.</summary>
internal static class Failures
{
    /// <summary>The failure that a response means.</summary>
    public static RtspException Of(string method, RtspMessage response) => response.Status switch
    {
        401 or 403 => new(RtspFailure.Unauthorized, "The camera does not accept the user and password.") { StatusCode = response.Status },
        404 or 410 => new(RtspFailure.NotFound, "The camera has no stream at this path.") { StatusCode = response.Status },
        415 or 461 => new(RtspFailure.Unsupported, $"The camera supports none of the transports that this client offers ({Status(response)}).") { StatusCode = response.Status },
        453 or 454 or 503 => new(RtspFailure.Refused, $"The camera allows no further session ({Status(response)}). Close other players, or wait a minute.") { StatusCode = response.Status },
        _ => new(RtspFailure.Refused, $"The camera refuses {method} ({Status(response)}).") { StatusCode = response.Status },
    };

    /// <summary>The camera asks for a password and none is known.</summary>
    public static RtspException PasswordMissing() => new(RtspFailure.Unauthorized, "The camera asks for a user and a password.") { StatusCode = 401 };

    /// <summary>The camera offers only schemes that are not supported.</summary>
    public static RtspException SchemeUnknown(IReadOnlyList<Challenge> challenges) =>
        new(RtspFailure.Unsupported, challenges.Count == 0
            ? "The camera asks for a password without saying how (no WWW-Authenticate)."
            : $"The camera asks for a password in a way that is not supported: {string.Join(", ", challenges.Select(c => Printable(c.Scheme + " " + c["algorithm"])))}.")
        { StatusCode = 401 };

    /// <summary>The connection was not made.</summary>
    public static RtspException Unreachable(Exception inner) => new(RtspFailure.Unreachable, inner switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "The camera refuses the connection: nothing listens on this port.",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "The camera's host name cannot be resolved.",
        SocketException socket => $"The camera cannot be reached: {socket.Message}.",
        AuthenticationException => "The camera's certificate is not accepted, or TLS fails.",
        OperationCanceledException => "The camera does not answer the connection attempt.",
        _ => "The camera cannot be reached: TLS fails.",
    }, inner);

    /// <summary>No response came in time.</summary>
    public static RtspException NoResponse(string method, TimeSpan limit) =>
        new(RtspFailure.Silent, string.Create(CultureInfo.InvariantCulture, $"The camera does not answer {method} within {limit.TotalSeconds:0.#} s."));

    /// <summary>No packet came in time.</summary>
    public static RtspException NoPackets(TimeSpan limit) =>
        new(RtspFailure.Silent, string.Create(CultureInfo.InvariantCulture, $"The camera has sent no video for {limit.TotalSeconds:0.#} s."));

    /// <summary>The connection is closed.</summary>
    public static RtspException Closed(Exception? inner = null) => new(RtspFailure.Closed, "The camera closed the connection.", inner);

    private static string Status(RtspMessage response) =>
        string.Create(CultureInfo.InvariantCulture, $"{response.Status} {Printable(response.Reason)}").Trim();

    /// <summary>A camera's own words, made safe for a sentence.</summary>
    private static string Printable(string text) => string.Concat(text.Where(c => c is >= ' ' and <= '~').Take(80)).Trim();
}
