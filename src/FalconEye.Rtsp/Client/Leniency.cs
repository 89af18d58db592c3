namespace FalconEye.Rtsp.Client;

/// <summary>
/// How far the client goes along with what cameras do against the standards: each rule once, by name. The cameras behind them are listed in
/// docs/contribute/ingest.md.
/// </summary>
internal static class Leniency
{
    /// <summary>The most bytes of neither messages nor frames that a connection may send; then it is not RTSP.</summary>
    public const int MaximumGarbage = 1024 * 1024;

    /// <summary>The longest time between keep-alives: routers forget connections, whatever timeout the camera names.</summary>
    public static readonly TimeSpan MaximumKeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>The interval of receiver reports: some cameras end a session without them.</summary>
    public static readonly TimeSpan ReceiverReportInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for the answer to TEARDOWN: it may come behind seconds of data, or never.</summary>
    public static readonly TimeSpan TeardownTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait for the answer to OPTIONS, which some cameras ignore; then a new connection does without.</summary>
    public static readonly TimeSpan OptionsTimeout = TimeSpan.FromSeconds(1.5);

    /// <summary>How long the rest of a response is waited for: some cameras announce a longer body than they send.</summary>
    public static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// After how long without a packet a session has ended of which the camera says that it does not know it: some say so of one that goes on.
    /// </summary>
    public static readonly TimeSpan UnknownSessionTimeout = TimeSpan.FromSeconds(2);

    /// <summary>After how long without a packet by UDP the client changes over to TCP.</summary>
    public static readonly TimeSpan UdpTimeout = TimeSpan.FromSeconds(3);

    /// <summary>How long a packet by UDP may wait for one that comes later although it was sent before.</summary>
    public static readonly TimeSpan MaximumReorderDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>The most packets of a track that wait for an earlier one.</summary>
    public const int MaximumReorderCount = 64;

    /// <summary>A sequence number at most this far ahead is loss; farther is a jump of the camera.</summary>
    public const int MaximumSequenceGap = 3000;

    /// <summary>A sequence number at most this far behind is late or a duplicate; farther is a jump of the camera.</summary>
    public const int MaximumSequenceLate = 100;

    /// <summary>
    /// After how many packets over TCP that are new by their content and not by their number the numbers count no more: some cameras give all packets the
    /// same one, or count from 0 in each frame.
    /// </summary>
    public const int SequenceContradictions = 3;

    /// <summary>After how many packets in order such numbers count again, and single jumps are forgotten.</summary>
    public const int PacketsInOrder = 1000;

    /// <summary>The farthest, in ticks, that the next frame's timestamp lies ahead: ten seconds of video. Farther is a jump, which proves nothing.</summary>
    public const int MaximumTimestampStep = 900_000;

    /// <summary>For how long the stream's own source must be absent before another one may replace it: cameras send old sessions' packets too.</summary>
    public static readonly TimeSpan SourceChange = TimeSpan.FromSeconds(1);

    /// <summary>After how many packets of one other payload type, and none of the announced one, the other is taken: some cameras announce a wrong one.</summary>
    public const int PacketsOfOtherType = 50;

    /// <summary>The most redirects that are followed.</summary>
    public const int MaximumRedirects = 5;

    /// <summary>
    /// Whether a dollar sign starts a frame: the channel is one that cameras use, or what follows has RTP's and RTCP's version.
    /// </summary>
    public static bool IsPlausibleFrame(byte channel, byte first) => channel < 32 || HasRtpVersion(first);

    /// <summary>Whether a dollar sign amid garbage starts a frame: stricter, since any byte may be a dollar sign.</summary>
    public static bool IsLikelyFrame(byte channel, int length, byte first) => channel < 20 && length is >= 8 and <= 1500 && HasRtpVersion(first);

    /// <summary>Whether a packet is RTCP, whichever channel or port it comes on: some cameras send it among the RTP.</summary>
    public static bool IsRtcp(ReadOnlySpan<byte> packet) => packet.Length >= 8 && packet[1] is >= 200 and <= 207;

    /// <summary>Half the session's timeout, at most 30 s and at least 1 s.</summary>
    public static TimeSpan KeepAliveInterval(TimeSpan timeout) =>
        TimeSpan.FromTicks(Math.Clamp(timeout.Ticks / 2, TimeSpan.TicksPerSecond, MaximumKeepAlive.Ticks));

    /// <summary>OPTIONS harms no camera; GET_PARAMETER only where <c>Public</c> names it, since others close the connection.</summary>
    public static string KeepAliveMethod(string? publicMethods) =>
        publicMethods?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Contains("GET_PARAMETER", StringComparer.OrdinalIgnoreCase) == true
            ? "GET_PARAMETER"
            : "OPTIONS";

    /// <summary>Whether a refused SETUP may have named the wrong URL, so that the other way to join it is tried.</summary>
    public static bool MayBeWrongUrl(int status) => status is 400 or 404 or 451 or 459;

    private static bool HasRtpVersion(byte first) => first >> 6 == 2;
}
