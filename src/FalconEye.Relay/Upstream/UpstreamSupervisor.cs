using System.Net.Sockets;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Http;
using FalconEye.Processes;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// Keeps the one connection to the camera: open while somebody watches and a little longer, closed else; opened again after a failure; and
/// verified at start, so that a camera that does not work is known before anybody looks.
/// </summary>
internal sealed partial class UpstreamSupervisor(
    RelaySettings settings, RelayState state, FrameBroadcaster broadcaster, FramePool pool, TimeProvider time, ILogger<UpstreamSupervisor> log)
    : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    /// <summary>A source without a frame for so long is said to fail; FFmpeg goes on trying, since a keyframe may be that far away.</summary>
    private static readonly TimeSpan FirstFrameExpected = TimeSpan.FromSeconds(9);

    private static readonly TimeSpan FirstFrameLimit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleCheck = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _viewerCame = new(0, 1);
    private readonly Backoff _backoff = Backoff.Standard();
    private bool _needsFfmpeg = !SpeaksHttp(settings);

    private bool IsWanted => settings.AlwaysOn || broadcaster.Viewers > 0;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _viewerCame.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        broadcaster.ViewersChanged += NoteViewer;
        try
        {
            for (var verified = false; ;)
            {
                verified = verified && !IsWanted ? await RestAsync(stoppingToken) : await OpenAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            broadcaster.ViewersChanged -= NoteViewer;
        }
    }

    private void NoteViewer(object? sender, EventArgs e)
    {
        if (broadcaster.Viewers > 0 && _viewerCame.CurrentCount == 0)
        {
            try
            {
                _viewerCame.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another viewer came in the same instant: the supervisor is awake already.
            }
        }
    }

    /// <summary>Waits for a viewer, looking now and then whether the camera is still there.</summary>
    /// <returns>Whether the source still counts as working.</returns>
    private async Task<bool> RestAsync(CancellationToken cancellationToken)
    {
        state.Rest();
        if (await _viewerCame.WaitAsync(IdleCheck, cancellationToken))
        {
            return true;
        }

        try
        {
            using var client = new TcpClient();
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(ConnectTime);
            await client.ConnectAsync(settings.Source.Host, settings.Source.Port, deadline.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            await FailAsync(HttpFailure.Of(e, settings.Source), cancellationToken);
            return false;
        }
    }

    /// <summary>Opens the source until it is not wanted any more.</summary>
    /// <returns>Whether it worked.</returns>
    private async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunOnceAsync(cancellationToken);
            LogClosed(settings.Label);
            return true;
        }
        catch (UnsuitableSourceException)
        {
            _needsFfmpeg = true;
            return false;
        }
        catch (SourceFailedException e)
        {
            _needsFfmpeg = !SpeaksHttp(settings);
            await FailAsync(e.Failure, cancellationToken);
            return false;
        }
    }

    private async Task FailAsync(SourceFailure failure, CancellationToken cancellationToken)
    {
        state.Fail(failure);
        var wait = _backoff.Next();
        LogFailed(settings.Label, failure.Message, wait.TotalSeconds);
        await Task.Delay(wait, time, cancellationToken);
        state.CountRestart();
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new UpstreamWatch(time);
        IUpstream upstream = _needsFfmpeg ? new FfmpegUpstream(settings, pool, time) : new MjpegUpstream(settings, pool, time);
        using var resources = upstream as IDisposable;
        var running = upstream.RunAsync(frame => Receive(frame, watch), closing.Token);
        try
        {
            await WatchAsync(running, watch, cancellationToken);
        }
        finally
        {
            await closing.CancelAsync();
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Receive(Frame frame, UpstreamWatch watch)
    {
        if (watch.Note())
        {
            _backoff.Reset();
            LogOpened(settings.Label, frame.Width, frame.Height);
        }

        state.Receive(frame);
    }

    /// <summary>Returns when the source is not wanted any more.</summary>
    private async Task WatchAsync(Task running, UpstreamWatch watch, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var lastWanted = time.GetTimestamp();
        while (true)
        {
            var tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            if (await Task.WhenAny(running, tick) == running)
            {
                await running;
                return;
            }

            await tick;
            lastWanted = IsWanted ? time.GetTimestamp() : lastWanted;
            if (watch.HasFrame && time.GetElapsedTime(lastWanted) >= settings.Linger)
            {
                return;
            }

            ThrowIfStalled(watch);
        }
    }

    private void ThrowIfStalled(UpstreamWatch watch)
    {
        var silent = watch.SinceLast;
        if (silent >= (watch.HasFrame ? StallLimit : FirstFrameLimit))
        {
            throw new SourceFailedException(Stalled(silent));
        }

        if (!watch.HasFrame && silent >= FirstFrameExpected && state.Failure is null)
        {
            state.Fail(Stalled(silent));
        }
    }

    private static bool SpeaksHttp(RelaySettings settings) => settings.Source.Scheme is "http" or "https";

    private static SourceFailure Stalled(TimeSpan silent) => new(
        Contracts.Cameras.FailureReasons.Timeout,
        $"No picture for {silent.TotalSeconds:0} seconds: the camera is connected and sends none.");

    [LoggerMessage(EventName = "SourceOpened", Level = LogLevel.Information, Message = "{Camera}: the source delivers {Width}x{Height} pictures")]
    private partial void LogOpened(string camera, int width, int height);

    [LoggerMessage(EventName = "SourceClosed", Level = LogLevel.Information, Message = "{Camera}: nobody watches, the source is closed")]
    private partial void LogClosed(string camera);

    [LoggerMessage(EventName = "SourceFailed", Level = LogLevel.Warning, Message = "{Camera}: {Reason} Next attempt in {Seconds:0.0} s.")]
    private partial void LogFailed(string camera, string reason, double seconds);
}
