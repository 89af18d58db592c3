using System.Net.Sockets;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Copy;
using FalconEye.Media.Ffmpeg;
using FalconEye.Media.Http;
using FalconEye.Media.Ingest;
using FalconEye.Relay.Motion;
using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// Keeps the one connection to the camera: open while there are viewers and a little longer, closed otherwise; opened again after a failure;
/// and verified at start, so that a camera that does not work is known before its first viewer.
/// </summary>
internal sealed partial class UpstreamSupervisor(
    RelaySettings settings,
    SourceResolver resolver,
    IngestChoice choice,
    RelayState state,
    Demand demand,
    VideoMuxer muxer,
    RecorderCopies copies,
    MotionWatch motion,
    CopyHub units,
    FramePool pool,
    TimeProvider time,
    ILogger<UpstreamSupervisor> log)
    : BackgroundService
{
    /// <summary>A copy that ended sooner than this is not taken again at once.</summary>
    private static readonly TimeSpan CopyWorthTaking = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _viewerCame = new(0, 1);
    private readonly SourceBackoff _backoff = new();
    private RecorderConnection? _nextCopy;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _viewerCame.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        demand.Changed += CountViewer;
        try
        {
            for (var verified = false; ;)
            {
                verified = (verified || settings.IsSubstream) && !demand.IsWanted ? await RestAsync(stoppingToken) : await OpenAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            demand.Changed -= CountViewer;
        }
    }

    private void CountViewer(object? sender, EventArgs e)
    {
        if (demand.HasViewers && _viewerCame.CurrentCount == 0)
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

    /// <summary>Waits for a viewer, looking now and then whether the camera is still there; its recorder knows that better while it records.</summary>
    /// <returns>Whether the source still counts as working.</returns>
    private async Task<bool> RestAsync(CancellationToken cancellationToken)
    {
        state.Rest();
        if (settings.IsSubstream)
        {
            // What failed before is tried again by the next viewer.
            state.ForgetFailure();
            await _viewerCame.WaitAsync(cancellationToken);
            return true;
        }

        if (await _viewerCame.WaitAsync(settings.Recheck, cancellationToken))
        {
            return true;
        }

        try
        {
            if (!await copies.IsReceivingAsync(cancellationToken))
            {
                await IdleCheck.RunAsync(settings.Source, time, cancellationToken);
            }

            return true;
        }
        catch (Exception e) when (e is SocketException or ForbiddenAddressException or TimeoutException)
        {
            // A camera that takes one connection refuses another, and the recorder may have been without video for a moment only.
            if (await copies.IsReceivingAsync(cancellationToken))
            {
                return true;
            }

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
            if (!demand.IsWanted)
            {
                LogClosed(settings.Label);
            }

            // A camera that was left to its recorder has worked when a picture comes from there.
            return _nextCopy is null;
        }
        catch (SourceFailedException e) when (choice.RecordFailure(e))
        {
            LogChanged(settings.Label, e.Failure.Message);
            return false;
        }
        catch (SourceFailedException e)
        {
            resolver.Forget();
            foreach (var line in e.Lines)
            {
                LogFfmpeg(settings.Label, line);
            }

            await FailAsync(e.Failure, cancellationToken);
            return false;
        }
    }

    private async Task FailAsync(SourceFailure failure, CancellationToken cancellationToken)
    {
        state.Fail(failure);
        var wait = _backoff.Next(failure.Reason);
        LogFailed(settings.Label, failure.Message, wait.TotalSeconds);
        await Task.Delay(wait, time, cancellationToken);
        state.CountRestart();
    }

    /// <summary>Takes the stream from the recorder while that records, and opens the camera else.</summary>
    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await using (var copy = Interlocked.Exchange(ref _nextCopy, null) ?? await copies.TryTakeAsync(cancellationToken))
        {
            if (copy is not null)
            {
                await RunCopyAsync(copy, cancellationToken);
                return;
            }
        }

        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var taking = copies.WaitAsync(closing.Token);
        try
        {
            await AttemptAsync(await CreateUpstreamAsync(cancellationToken), taking, cancellationToken);
        }
        finally
        {
            await closing.CancelAsync();
            await ((Task)taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _nextCopy = taking.IsCompletedSuccessfully ? await taking : null;
        }
    }

    private async Task RunCopyAsync(RecorderConnection copy, CancellationToken cancellationToken)
    {
        LogCopied(settings.Label);
        state.RefuseVideo(null);
        var begun = time.GetTimestamp();
        await AttemptAsync(new CopyUpstream(settings, copy, choice, muxer, motion, units, pool, time), new TaskCompletionSource().Task, cancellationToken);
        if (time.GetElapsedTime(begun) < CopyWorthTaking)
        {
            await Task.Delay(CopyWorthTaking, time, cancellationToken);
        }
    }

    private Task AttemptAsync(IUpstream upstream, Task replaced, CancellationToken cancellationToken) =>
        new UpstreamAttempt(settings, state, upstream, demand, RecordOpened, replaced, time).RunAsync(cancellationToken);

    private async Task<IUpstream> CreateUpstreamAsync(CancellationToken cancellationToken)
    {
        if (choice.Kind == IngestKind.Ffmpeg)
        {
            state.RefuseVideo("The camera is read by FFmpeg, which makes JPEG of it.");
            return new FfmpegUpstream(settings, resolver, motion, pool, time);
        }

        var address = (await resolver.ResolveAsync(cancellationToken)).Address;
        state.RefuseVideo(address.IsRtsp ? null : "The camera sends JPEG.");
        return address.IsRtsp
            ? new IngestUpstream(settings, address, choice, muxer, motion, units, pool, time)
            : new MjpegUpstream(settings, address, choice, motion, pool, time);
    }

    private void RecordOpened(int width, int height)
    {
        _backoff.Reset();
        choice.RecordSuccess();
        LogOpened(settings.Label, width, height);
    }

    [LoggerMessage(EventName = "SourceOpened", Level = LogLevel.Information, Message = "{Camera}: the source delivers {Width}x{Height} pictures")]
    private partial void LogOpened(string camera, int width, int height);

    [LoggerMessage(EventName = "SourceClosed", Level = LogLevel.Information, Message = "{Camera}: no viewers, the source is closed")]
    private partial void LogClosed(string camera);

    [LoggerMessage(EventName = "SourceCopied", Level = LogLevel.Information, Message = "{Camera}: it is recorded; the recorder's stream is taken")]
    private partial void LogCopied(string camera);

    [LoggerMessage(EventName = "FfmpegSaid", Level = LogLevel.Warning, Message = "{Camera}: FFmpeg: {Line}")]
    private partial void LogFfmpeg(string camera, string line);

    [LoggerMessage(EventName = "IngestChanged", Level = LogLevel.Warning, Message = "{Camera}: FFmpeg reads the source from now on: {Reason}")]
    private partial void LogChanged(string camera, string reason);

    [LoggerMessage(EventName = "SourceFailed", Level = LogLevel.Warning, Message = "{Camera}: {Reason} Next attempt in {Seconds:0.0} s.")]
    private partial void LogFailed(string camera, string reason, double seconds);
}
