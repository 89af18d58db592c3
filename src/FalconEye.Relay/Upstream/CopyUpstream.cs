using FalconEye.Media.Copy;
using FalconEye.Media.Ingest;
using FalconEye.Relay.Motion;
using FalconEye.Rtsp;
using FalconEye.Streaming;
using FalconEye.Streaming.Video;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// The camera's stream as its recorder has it. It returns when the recorder ends it; while the recorder has lost the camera nothing comes, and
/// the recorder opens it again.
/// </summary>
/// <param name="settings">The relay's.</param>
/// <param name="copy">The recorder's answer.</param>
/// <param name="choice">Records what is received.</param>
/// <param name="muxer">Makes the live video.</param>
/// <param name="motion">Looks for motion, if it is switched on.</param>
/// <param name="copies">Takes everything as it is, for players of RTSP.</param>
/// <param name="pool">Where the frames' buffers come from.</param>
/// <param name="time">The clock.</param>
internal sealed class CopyUpstream(
    RelaySettings settings, RecorderConnection copy, IngestChoice choice, VideoMuxer muxer, MotionWatch motion, CopyHub copies, FramePool pool, TimeProvider time) : IUpstream
{
    private volatile AccessUnitRouter? _units;

    /// <inheritdoc/>
    public string? Waiting => null;

    /// <inheritdoc/>
    public string Silence => "the recorder gets none from the camera";

    /// <inheritdoc/>
    public TimeSpan FrameDelay => _units?.FrameDelay ?? TimeSpan.Zero;

    /// <inheritdoc/>
    public async Task RunAsync(IUpstreamSink sink, CancellationToken cancellationToken)
    {
        await using var units = new AccessUnitRouter(settings, muxer, motion, copies, pool, time, sink);
        _units = units;
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(units, closing.Token);
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

    private async Task ReadAsync(AccessUnitRouter units, CancellationToken cancellationToken)
    {
        StreamDescription? stream = null;
        try
        {
            // Each message needs two reads: without a buffer that is as many system calls.
            await using var body = new BufferedStream(copy.Body, 64 * 1024);
            await VideoFormat.ReadAsync(body, Deliver, cancellationToken);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // The recorder has ended, or is of another version: the camera is opened by the relay.
        }

        void Deliver(VideoMessage message)
        {
            StreamCopy.Deliver(message, ref stream, units);
            if (message.Kind == VideoMessageKind.Init)
            {
                choice.RecordStream(stream!);
            }
        }
    }
}
