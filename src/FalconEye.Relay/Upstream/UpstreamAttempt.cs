using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>One time that the source is open: until it is not wanted any more, it fails, or it falls silent.</summary>
/// <param name="settings">The relay's.</param>
/// <param name="state">Receives the frames, and a report when the first one is late.</param>
/// <param name="upstream">The way to the frames.</param>
/// <param name="demand">Says who watches at this moment.</param>
/// <param name="onOpened">Called with the size of the first frame, before anyone else has it.</param>
/// <param name="replaced">Completes when another source takes the place of this one.</param>
/// <param name="time">Measures the silence.</param>
internal sealed class UpstreamAttempt(
    RelaySettings settings, RelayState state, IUpstream upstream, Demand demand, Action<int, int> onOpened, Task replaced, TimeProvider time)
    : IUpstreamSink
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A source without a frame for so long is said to fail, so that a bad one is known within 10 seconds; FFmpeg goes on trying, since a
    /// keyframe may be further away.
    /// </summary>
    private static readonly TimeSpan FirstFrameExpected = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan FirstFrameLimit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstFrameTimeout = TimeSpan.FromSeconds(10);

    private readonly FrameWatchdog _watch = new(time);
    private long _waitedUntil;

    /// <inheritdoc/>
    public bool WantsFrames => demand.WantsFrames;

    /// <inheritdoc/>
    public void OnFrame(Frame frame)
    {
        demand.RecordFrame();
        if (_watch.Note())
        {
            onOpened(frame.Width, frame.Height);
        }

        state.Receive(frame);
    }

    /// <inheritdoc/>
    public void OnVideo(int width, int height, int bytes)
    {
        if (_watch.Note())
        {
            onOpened(width, height);
        }

        state.RecordVideo(width, height, bytes);
    }

    /// <summary>
    /// Returns when the source has delivered and is not wanted any more, when it is replaced, and when it ends in good health.
    /// </summary>
    /// <exception cref="SourceFailedException">The source failed, or stalled.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = upstream.RunAsync(this, closing.Token);
        try
        {
            await WatchAsync(running, cancellationToken);
        }
        finally
        {
            await closing.CancelAsync();
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(Task running, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var lastWanted = time.GetTimestamp();
        while (true)
        {
            var tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            var first = await Task.WhenAny(running, replaced, tick);
            if (first != tick)
            {
                await first;
                return;
            }

            await tick;
            lastWanted = demand.IsWanted ? time.GetTimestamp() : lastWanted;
            if (_watch.HasFrame && time.GetElapsedTime(lastWanted) >= settings.IdleTimeout)
            {
                return;
            }

            ThrowIfStalled();
        }
    }

    private void ThrowIfStalled()
    {
        if (upstream.FrameDelay >= FirstFrameTimeout)
        {
            throw new SourceFailedException(new SourceFailure(
                FailureReasons.Timeout, $"FFmpeg has made no picture of the camera's video for {FirstFrameTimeout.TotalSeconds:0} seconds; it is started again."));
        }

        if (!_watch.HasFrame && upstream.Waiting is { } waiting)
        {
            // The connection itself notices when the camera falls silent.
            state.Wait(waiting);
            _waitedUntil = time.GetTimestamp();
            return;
        }

        var silent = _watch.HasFrame || _waitedUntil == 0 ? _watch.SinceLast : time.GetElapsedTime(_waitedUntil);
        if (silent < (_watch.HasFrame ? StallLimit : FirstFrameExpected))
        {
            return;
        }

        // Said at once: closing a source that does not answer takes another second.
        if (state.Failure is null)
        {
            state.Fail(Stalled(silent));
        }

        if (_watch.HasFrame || silent >= FirstFrameLimit)
        {
            throw new SourceFailedException(Stalled(silent));
        }
    }

    private SourceFailure Stalled(TimeSpan silent) =>
        new(FailureReasons.Timeout, $"No picture for {silent.TotalSeconds:0} seconds: {upstream.Silence}.");
}
