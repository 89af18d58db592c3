using System.Globalization;
using FalconEye.Contracts.Cameras;
using FalconEye.Processes;
using FalconEye.Processes.Sandbox;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// A source made ready for FFmpeg: the input arguments, without credentials in them, and the explanation of what FFmpeg says of it.
/// Keep it until the FFmpeg that got its arguments has ended; each FFmpeg needs one of its own.
/// </summary>
public sealed class FfmpegSource : IAsyncDisposable
{
    /// <summary>
    /// How FFmpeg is spoken to: no questions on standard input, no banner, nothing but warnings and errors on standard error.
    /// </summary>
    public static readonly IReadOnlyList<string> Quiet = ["-nostdin", "-hide_banner", "-loglevel", "warning"];

    private const int LoggedLines = 4;
    private const int MaxLineLength = 300;

    /// <summary>What decoding 8K with a thread for each core takes, and all libraries, twice over; an attack stops there.</summary>
    internal const long MaxAddressSpace = 4L << 30;

    private readonly SourceGateway _gateway;
    private readonly TimeSpan _stallTimeout;

    private FfmpegSource(SourceAddress address, TimeSpan stallTimeout)
    {
        Address = address;
        _stallTimeout = stallTimeout;
        _gateway = SourceGateway.Open(address, stallTimeout);
    }

    /// <summary>The address that is opened: <c>rtsp</c>, <c>rtsps</c>, <c>http</c> or <c>https</c>.</summary>
    public SourceAddress Address { get; }

    private string Url => _gateway.Url;

    /// <summary>
    /// Makes a source ready: asks an ONVIF device for its stream, and opens the gateway by which FFmpeg reaches the camera.
    /// </summary>
    /// <param name="resolver">Knows the camera's address.</param>
    /// <param name="stallTimeout">How long the network may be silent, connecting included, before FFmpeg gives up.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="SourceFailedException">The camera did not tell its stream's address.</exception>
    public static async Task<FfmpegSource> OpenAsync(SourceResolver resolver, TimeSpan stallTimeout, CancellationToken cancellationToken) =>
        new((await resolver.ResolveAsync(cancellationToken)).Address, stallTimeout);

    /// <summary>The arguments of the input, <c>-i</c> and its address last.</summary>
    /// <param name="profile">What matters.</param>
    /// <param name="timing">Where timestamps come from.</param>
    public IReadOnlyList<string> InputArguments(InputProfile profile, SourceTiming timing)
    {
        // "timeout" is RTSP's own option and, handed down by HTTP, that of TCP; both count microseconds.
        var microseconds = ((long)_stallTimeout.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        return
        [
            .. Address.IsRtsp ? CameraVideo.Limits(CameraVideo.RtspFormats, "tcp") : CameraVideo.Limits(CameraVideo.HttpFormats, "http,tcp"),
            "-timeout", microseconds,
            .. Address.IsRtsp ? RtspArguments(profile) : [],
            .. profile == InputProfile.LowLatency ? LowLatencyArguments(Address) : [],
            .. timing == SourceTiming.Arrival ? ["-use_wallclock_as_timestamps", "1"] : (string[])[],
            "-i", Url,
        ];
    }

    /// <summary>What an end of FFmpeg without a frame means.</summary>
    /// <param name="lastLines">Its last lines on standard error, oldest first.</param>
    /// <param name="elapsed">How long it ran.</param>
    public SourceFailure Explain(IReadOnlyList<string> lastLines, TimeSpan elapsed) =>
        _gateway.Failure ?? FfmpegFailure.Explain(lastLines, Address, Url, outOfTime: elapsed >= _stallTimeout);

    /// <summary>FFmpeg's very last lines for the log: bounded, and without credentials. They may hold the camera's own words.</summary>
    /// <param name="lastLines">Its last lines on standard error, oldest first.</param>
    public IReadOnlyList<string> ForLog(IReadOnlyList<string> lastLines) =>
    [
        .. lastLines.TakeLast(LoggedLines)
            .Select(line => FfmpegFailure.Clean(line, Address, Url))
            .Select(line => line.Length > MaxLineLength ? line[..MaxLineLength] : line),
    ];

    /// <summary>What an end of FFmpeg means after it had delivered frames.</summary>
    /// <param name="exit">How it ended.</param>
    /// <param name="sinceLastPicture">Time since the last one.</param>
    public SourceFailure ExplainLoss(ProcessExit exit, TimeSpan sinceLastPicture) =>
        FfmpegFailure.ExplainLoss(exit, Address, outOfTime: sinceLastPicture >= _stallTimeout);

    /// <summary>What it means that a deadline passed while FFmpeg was still trying.</summary>
    public SourceFailure ExplainStall() => _gateway.Failure ?? FfmpegFailure.Silent(Address);

    /// <summary>The sandbox for the FFmpeg that gets the arguments: it reaches the gateway, and nothing else.</summary>
    /// <param name="maxCpuSeconds">Seconds of processor time; 0 for no limit.</param>
    public SandboxPolicy Sandbox(long maxCpuSeconds = 0) =>
        new(SandboxProfile.Decoder) { Ports = [_gateway.Port], MaxAddressSpace = MaxAddressSpace, MaxCpuSeconds = maxCpuSeconds };

    /// <summary>Closes the gateway.</summary>
    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    /// <summary>
    /// TCP, since cameras behind Wi-Fi lose UDP; and only the media that are used: ONVIF metadata tracks confuse the probing.
    /// </summary>
    private static string[] RtspArguments(InputProfile profile) =>
        ["-rtsp_transport", "tcp", "-allowed_media_types", profile == InputProfile.LowLatency ? "video" : "video+audio"];

    /// <summary>
    /// RTSP says what comes, so FFmpeg looks at one packet only. It has to keep that packet, which may be the keyframe. Over HTTP it looks at
    /// many, and drops them (<c>nobuffer</c>), since they are old when it has seen enough.
    /// </summary>
    private static string[] LowLatencyArguments(SourceAddress address) =>
    [
        "-flags", "low_delay",
        "-threads", "1",
        .. address.IsRtsp ? (string[])["-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0"] : ["-fflags", "nobuffer"],
    ];
}
