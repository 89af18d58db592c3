using System.Text.RegularExpressions;
using FalconEye.Contracts.Cameras;
using FalconEye.Processes;

namespace FalconEye.Media.Ffmpeg;

/// <summary>Turns FFmpeg's last lines on standard error into a reason and a sentence that a person understands.</summary>
internal static partial class FfmpegFailure
{
    /// <summary>Shells, and .NET with them, count an end by signal N as exit code 128 + N.</summary>
    private const int SignalBase = 128;

    private const string NotVideo = "{endpoint} answers, but what it sends is not a video stream: check port and path of the address.";

    /// <summary>Recognised by text anywhere in the lines. The first match wins, so the more specific ones come first.</summary>
    private static readonly (string Sign, string Reason, string Message)[] Signs =
    [
        ("401 Unauthorized", FailureReasons.Unauthorized, "401 Unauthorized from camera: check user name and password."),
        ("403 Forbidden", FailureReasons.Unauthorized, "403 Forbidden from camera: this user may not watch the stream."),
        ("404 ", FailureReasons.NotFound, "404 Not Found from camera: it has no stream at {path}; check the path of the address."),
        ("454 ", FailureReasons.NotFound, "454 Session Not Found from camera: it has no stream at {path}; check the path of the address."),
        ("453 ", FailureReasons.Failed, "453 Not Enough Bandwidth from camera: it serves as many viewers as it can; close other programs that watch it."),
        ("461 ", FailureReasons.Failed, "461 Unsupported Transport from camera: it does not serve RTSP over TCP; switch TCP (interleaved) on in its settings."),
        ("503 ", FailureReasons.Failed, "503 Service Unavailable from camera: it is busy or still starting."),
        ("Connection refused", FailureReasons.Refused, "Connection refused by {endpoint}: nothing listens on that port; check the port, and that the camera is on."),
        ("Failed to resolve hostname", FailureReasons.Unreachable, "The name {host} is not known: check the host of the address."),
        ("No route to host", FailureReasons.Unreachable, "No route to {host}: check that the camera is on and in this network."),
        ("Network is unreachable", FailureReasons.Unreachable, "No route to {host}: check that the camera is on and in this network."),
        ("timed out", FailureReasons.Timeout, "{endpoint} did not answer in time: check that the camera is on and in this network."),
        ("not on whitelist", FailureReasons.NoVideo, NotVideo),
        ("matches no streams", FailureReasons.NoVideo, "No video stream: the camera sends no video at {path}."),
        ("does not contain any stream", FailureReasons.NoVideo, "No video stream: the camera sends no video at {path}."),
        ("unknown codec", FailureReasons.UnsupportedCodec, "The camera sends video in a format that FFmpeg does not know: choose H.264 or H.265 in its settings."),
        ("codec none", FailureReasons.UnsupportedCodec, "The camera sends video in a format that FFmpeg does not know: choose H.264 or H.265 in its settings."),
        ("handshake", FailureReasons.Failed, "No TLS connection with {endpoint}: check whether the camera serves {scheme}."),
        ("is not installed", FailureReasons.Failed, "FFmpeg is not installed: install the package ffmpeg."),
        ("setpriv: failed to execute", FailureReasons.Failed, "FFmpeg is not installed: install the package ffmpeg."),
        ("5XX Server Error", FailureReasons.Failed, "The camera reports an error of its own (5xx): restart it if that goes on."),
        ("4XX Client Error", FailureReasons.Failed, "The camera refuses the request (4xx): check the path of the address."),
    ];

    /// <summary>Explains an end without a frame.</summary>
    /// <param name="lines">FFmpeg's last lines, oldest first.</param>
    /// <param name="address">The camera's address.</param>
    /// <param name="url">What FFmpeg was given for it.</param>
    /// <param name="outOfTime">True when it lasted as long as the network may be silent: FFmpeg's RTSP then says "Invalid data".</param>
    internal static SourceFailure Explain(IReadOnlyList<string> lines, SourceAddress address, string url, bool outOfTime)
    {
        foreach (var (sign, reason, message) in Signs)
        {
            if (lines.Any(line => line.Contains(sign, StringComparison.OrdinalIgnoreCase)))
            {
                return new SourceFailure(reason, Fill(message, address));
            }
        }

        return outOfTime ? Silent(address) : Unknown(lines, address, url);
    }

    /// <summary>Explains an end after frames had come.</summary>
    /// <param name="exit">How FFmpeg ended.</param>
    /// <param name="address">The camera's address.</param>
    /// <param name="outOfTime">True when the last frame is as old as the network may be silent.</param>
    internal static SourceFailure ExplainLoss(ProcessExit exit, SourceAddress address, bool outOfTime) =>
        OfSignal(exit) ?? Lost(address, outOfTime);

    /// <summary>An end by a signal; <see langword="null"/> for one of FFmpeg's own.</summary>
    internal static SourceFailure? OfSignal(ProcessExit exit) => exit.Code > SignalBase
        ? new SourceFailure(FailureReasons.Failed, $"FFmpeg was ended by signal {exit.Code - SignalBase}; it is started again.")
        : null;

    /// <summary>The camera was sending and does not any more.</summary>
    /// <param name="address">The camera's address.</param>
    /// <param name="isSilent">True when the connection is open and nothing comes; false when the camera has closed it.</param>
    internal static SourceFailure Lost(SourceAddress address, bool isSilent) => isSilent
        ? new SourceFailure(FailureReasons.Timeout, Fill("{endpoint} stopped sending: check that the camera is on and in this network.", address))
        : new SourceFailure(FailureReasons.Failed, Fill("{endpoint} ended the stream.", address));

    /// <summary>The source sends something, and no video that a camera sends.</summary>
    internal static SourceFailure NoVideoStream(SourceAddress address) => new(FailureReasons.NoVideo, Fill(NotVideo, address));

    /// <summary>The source took the connection, or not even that, and said nothing.</summary>
    internal static SourceFailure Silent(SourceAddress address) => new(
        FailureReasons.Timeout, Fill("{endpoint} did not answer in time: check the address, and that the camera is on.", address));

    private static SourceFailure Unknown(IReadOnlyList<string> lines, SourceAddress address, string url)
    {
        var last = lines.Count == 0 ? "" : lines[^1];
        if (last.Length == 0 || last.Contains("End of file", StringComparison.Ordinal) || last.Contains("Invalid data found", StringComparison.Ordinal))
        {
            return NoVideoStream(address);
        }

        return new SourceFailure(FailureReasons.Failed, "FFmpeg: " + Clean(last, address, url));
    }

    private static string Fill(string message, SourceAddress address) => message
        .Replace("{endpoint}", $"{address.Host}:{address.Port}", StringComparison.Ordinal)
        .Replace("{host}", address.Host, StringComparison.Ordinal)
        .Replace("{path}", address.RedactedPath, StringComparison.Ordinal)
        .Replace("{scheme}", address.Scheme, StringComparison.Ordinal);

    /// <summary>Without the name of FFmpeg's part and its address in memory, and without credentials.</summary>
    internal static string Clean(string line, SourceAddress address, string url)
    {
        var named = line
            .Replace(url, address.Redacted, StringComparison.Ordinal)
            .Replace(AuthorityOf(url), $"{address.Host}:{address.Port}", StringComparison.Ordinal)
            .Replace(address.WithCredentials, address.Redacted, StringComparison.Ordinal)
            .Replace(address.PathAndQuery, address.RedactedPath, StringComparison.Ordinal);
        return UserInfo().Replace(Part().Replace(named, ""), "//***@");
    }

    /// <summary>FFmpeg speaks of the gateway; people know the camera.</summary>
    private static string AuthorityOf(string url) => url.Split('/') is [_, _, var authority, ..] ? authority : url;

    [GeneratedRegex(@"^\[[^\]]*\]\s*")]
    private static partial Regex Part();

    [GeneratedRegex(@"//[^/\s]+@")]
    private static partial Regex UserInfo();
}
