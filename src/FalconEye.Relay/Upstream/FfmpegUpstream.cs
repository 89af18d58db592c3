using System.Runtime.InteropServices;
using FalconEye.Media.Ffmpeg;
using FalconEye.Processes;
using FalconEye.Relay.Motion;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>The camera through FFmpeg, which decodes, scales and encodes to JPEG.</summary>
/// <param name="settings">The relay's.</param>
/// <param name="resolver">Knows where the camera's stream is.</param>
/// <param name="motion">Looks for motion, if it is switched on.</param>
/// <param name="pool">Where the frames' buffers come from.</param>
/// <param name="time">Measures how long it runs.</param>
internal sealed class FfmpegUpstream(RelaySettings settings, SourceResolver resolver, MotionWatch motion, FramePool pool, TimeProvider time) : IUpstream
{
    /// <summary>Shorter than the time in which a failure must show, longer than a camera on Wi-Fi is silent.</summary>
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public string? Waiting => null;

    /// <inheritdoc/>
    public async Task RunAsync(IUpstreamSink sink, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var watch = new FrameWatchdog(time);
        await using var moving = new MotionPictures(motion, time);
        await using var source = await FfmpegSource.OpenAsync(resolver, StallTimeout, cancellationToken);
        var timing = source.Address.IsRtsp ? SourceTiming.Stream : SourceTiming.Arrival;
        await using var child = await ChildProcess.StartAsync(new ProcessSpec("ffmpeg")
        {
            Arguments =
            [
                .. FfmpegSource.Quiet,
                .. source.InputArguments(InputProfile.LowLatency, timing),
                .. FfmpegOutput.Arguments(settings),
            ],
            ReadsStandardOutput = true,
            Sandbox = source.Sandbox(),
        });
        try
        {
            await FrameStreamReader.ReadAsync(child.StandardOutput, pool, time, Deliver, cancellationToken);
            var exit = await child.Exited.WaitAsync(cancellationToken);
            throw new SourceFailedException(
                watch.HasFrame ? source.ExplainLoss(exit, watch.SinceLast) : source.Explain(exit.LastLines, time.GetElapsedTime(started)))
            {
                Lines = source.ForLog(exit.LastLines),
            };
        }
        finally
        {
            await child.StopAsync(PosixSignal.SIGTERM, StopGrace, time);
        }

        void Deliver(Frame frame)
        {
            watch.Note();
            moving.Take(frame);
            sink.OnFrame(frame);
        }
    }
}
