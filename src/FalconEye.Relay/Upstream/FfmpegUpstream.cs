using System.Runtime.InteropServices;
using FalconEye.Media.Ffmpeg;
using FalconEye.Processes;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>The camera through FFmpeg, which decodes, scales and encodes to JPEG.</summary>
internal sealed class FfmpegUpstream(RelaySettings settings, FramePool pool, TimeProvider time) : IUpstream
{
    /// <summary>Shorter than the time in which a failure must show, longer than a camera on Wi-Fi is silent.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public async Task RunAsync(Action<Frame> onFrame, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await using var source = await FfmpegSource.OpenAsync(settings.Source, Silence, cancellationToken);
        var timing = source.Address.IsRtsp ? SourceTiming.Stream : SourceTiming.Arrival;
        await using var child = await ChildProcess.StartAsync(new ProcessSpec("ffmpeg")
        {
            Arguments = [.. FfmpegSource.Quiet, .. source.InputArguments(InputProfile.LowLatency, timing), .. FfmpegOutput.Arguments(settings)],
            ReadsStandardOutput = true,
        });
        try
        {
            await FrameStreamReader.ReadAsync(child.StandardOutput, pool, time, onFrame, cancellationToken);
            var exit = await child.Exited.WaitAsync(cancellationToken);
            throw new SourceFailedException(source.Explain(exit.LastLines, time.GetElapsedTime(started)));
        }
        finally
        {
            await child.StopAsync(PosixSignal.SIGTERM, StopGrace, time);
        }
    }
}
