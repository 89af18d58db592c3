using FalconEye.Contracts.Cameras;
using FalconEye.Media.Http;
using FalconEye.Media.Ingest;
using FalconEye.Relay.Motion;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>An HTTP camera's JPEG frames, from a Motion JPEG stream or a snapshot address, in the wanted size.</summary>
/// <param name="settings">The relay's.</param>
/// <param name="address">The address of the stream.</param>
/// <param name="choice">Records what is received.</param>
/// <param name="motion">Looks for motion, if it is switched on.</param>
/// <param name="pool">Where the frames' buffers come from.</param>
/// <param name="time">The clock.</param>
internal sealed class MjpegUpstream(RelaySettings settings, SourceAddress address, IngestChoice choice, MotionWatch motion, FramePool pool, TimeProvider time) : IUpstream
{
    /// <inheritdoc/>
    public string? Waiting => null;

    /// <inheritdoc/>
    public async Task RunAsync(IUpstreamSink sink, CancellationToken cancellationToken)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var sizing = new FrameScaler(settings, pool, time, sink.OnFrame, failed);
        var pictures = new HttpFrames(address, CameraConnections.OpenAsync, pool, time) { PollRate = Math.Min(settings.Fps, HttpFrames.MaxPollRate) };
        await using var moving = new MotionPictures(motion, time);
        var isDescribed = false;
        var reading = pictures.RunAsync(Take, closing.Token);
        try
        {
            await await Task.WhenAny(reading, failed.Task);
        }
        finally
        {
            await closing.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void Take(Frame frame)
        {
            if (!isDescribed)
            {
                isDescribed = true;
                choice.RecordStream(JpegTrack.Describe(frame.Width, frame.Height));
            }

            moving.Take(frame);
            sizing.Take(frame);
        }
    }
}
