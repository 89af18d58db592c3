using FalconEye.Contracts.Cameras;
using FalconEye.Media.Copy;
using FalconEye.Media.Ingest;
using FalconEye.Relay.Motion;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>An RTSP camera through our own client: live video as it comes; FFmpeg only decodes JPEG frames out of it.</summary>
/// <param name="settings">The relay's.</param>
/// <param name="address">The address of the stream.</param>
/// <param name="choice">Records what is received.</param>
/// <param name="muxer">Makes the live video.</param>
/// <param name="motion">Looks for motion, if it is switched on.</param>
/// <param name="copies">Takes everything as it is, for players of RTSP.</param>
/// <param name="pool">Where the frames' buffers come from.</param>
/// <param name="time">The clock.</param>
internal sealed class IngestUpstream(
    RelaySettings settings, SourceAddress address, IngestChoice choice, VideoMuxer muxer, MotionWatch motion, CopyHub copies, FramePool pool, TimeProvider time) : IUpstream
{
    /// <summary>Most cameras send a keyframe sooner: nothing is said of the wait before.</summary>
    private static readonly TimeSpan KeyframeExpected = TimeSpan.FromSeconds(3);

    private volatile RtspIngest? _ingest;
    private volatile AccessUnitRouter? _units;

    /// <inheritdoc/>
    public string? Waiting => _ingest?.WaitingForKeyframe >= KeyframeExpected ? "The camera sends; its first picture comes with its next keyframe." : null;

    /// <inheritdoc/>
    public TimeSpan FrameDelay => _units?.FrameDelay ?? TimeSpan.Zero;

    /// <inheritdoc/>
    public async Task RunAsync(IUpstreamSink sink, CancellationToken cancellationToken)
    {
        await using var ingest = new RtspIngest(address, new IngestOptions { DumpPath = settings.IngestDump }, time);
        choice.RecordStream(await ingest.OpenAsync(cancellationToken));
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var units = new AccessUnitRouter(settings, muxer, motion, copies, pool, time, sink);
        var reading = ingest.RunAsync(units, closing.Token);
        (_units, _ingest) = (units, ingest);
        try
        {
            await await Task.WhenAny(reading, units.Failed);
        }
        finally
        {
            await closing.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
