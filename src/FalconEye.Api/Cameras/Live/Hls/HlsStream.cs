using FalconEye.Api.Problems;
using FalconEye.Processes;
using FalconEye.Streaming.Video;

namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>
/// One camera's live video for all who play it by HLS: one viewer of the camera's stream, from the first request until none has come for a while.
/// </summary>
internal sealed class HlsStream : IAsyncDisposable
{
    /// <summary>A player asks about each second; one that is paused for longer begins again.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(20);

    /// <summary>A camera that has just been opened needs one keyframe for the beginning and one for the end of the first segment.</summary>
    private static readonly TimeSpan FirstSegmentTimeout = TimeSpan.FromSeconds(20);

    private static readonly DateTimeOffset FirstDay = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A request that waits for longer than this is answered with an error (rfc8216bis, section 6.2.5.2).</summary>
    private const int TargetDurationsToWait = 3;

    private readonly Lock _lock = new();
    private readonly HlsWindow _window;
    private readonly VideoStream _video;
    private readonly VideoSubscription _subscription;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;
    private readonly Task _reading;
    private TaskCompletionSource _changed = NewChanged();
    private long _lastRequest;

    /// <summary>Begins to read a camera's video.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="streams">Where its video comes from.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Ends what waits when the server stops.</param>
    internal HlsStream(Guid cameraId, CameraStreams streams, TimeProvider time, CancellationToken stopping)
    {
        _time = time;
        _stopping = stopping;
        _lastRequest = time.GetTimestamp();

        // Numbers grow when the stream is begun again, by this server or another: no stream has two segments a second for long. Old players keep
        // them in 32 bits.
        _window = new HlsWindow(Math.Max(0, (long)(time.GetUtcNow() - FirstDay).TotalSeconds * 2));
        _subscription = streams.SubscribeVideo(cameraId, StreamKind.Main, out _video);
        _reading = ReadAsync();
    }

    /// <summary>What is answered for a part that is not kept, or never was.</summary>
    internal static Refusal PartIsGone { get; } = new(RefusalKind.NotFound, "This part of the stream is not kept any more. Open live.m3u8 again.");

    /// <summary>Whether no one has asked for it for a while.</summary>
    internal bool IsIdle => _time.GetElapsedTime(Interlocked.Read(ref _lastRequest)) >= IdleTimeout;

    /// <summary>Whether the camera's video has ended for good: it is shown as JPEG.</summary>
    internal bool HasEnded => _reading.IsCompleted;

    /// <summary>Reads what the window has, once there is a segment and what is asked for.</summary>
    /// <param name="read">Reads it; called with a lock held. <see langword="null"/> means that it is still to come.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<Result<T>> ReadAsync<T>(Func<HlsWindow, Result<T>?> read, CancellationToken cancellationToken)
        where T : class
    {
        NoteRequest();
        if (TryRead(read, out var changed, out var limit) is { } found)
        {
            return found;
        }

        var noVideo = _video.NoVideo;
        using var deadline = Deadline.After(limit, _time, cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stopping);
        var timeout = Task.Delay(Timeout.InfiniteTimeSpan, _time, ending.Token);
        while (true)
        {
            var first = await Task.WhenAny(changed, _reading, noVideo, timeout);
            cancellationToken.ThrowIfCancellationRequested();
            NoteRequest();
            if (noVideo.IsCompleted)
            {
                return Refusal.Conflict("The camera's video is not in H.264 or H.265, or FFmpeg reads it: there is no HLS of it. Take /stream.");
            }

            if (_reading.IsCompleted || _stopping.IsCancellationRequested)
            {
                return Refusal.Unavailable("The stream has ended. Open live.m3u8 again.");
            }

            if (TryRead(read, out changed, out _) is { } result)
            {
                return result;
            }

            if (first == timeout)
            {
                return limit == FirstSegmentTimeout
                    ? Refusal.CameraFailed($"The camera sent no video for a first segment within {limit.TotalSeconds:0} seconds.")
                    : Refusal.Unavailable($"What this request waits for has not come within {limit.TotalSeconds:0} seconds: the camera sends no video.");
            }
        }
    }

    /// <summary>Reads what the window has now.</summary>
    /// <param name="read">Reads it; called with a lock held.</param>
    internal Result<T> Read<T>(Func<HlsWindow, Result<T>?> read)
        where T : class
    {
        NoteRequest();
        return TryRead(read, out _, out _) ?? PartIsGone;
    }

    public async ValueTask DisposeAsync()
    {
        _subscription.End();
        await _reading;
        _subscription.Dispose();
    }

    private static TaskCompletionSource NewChanged() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void NoteRequest() => Interlocked.Exchange(ref _lastRequest, _time.GetTimestamp());

    /// <param name="read">Reads what is asked for.</param>
    /// <param name="changed">Completes when there is more to read.</param>
    /// <param name="limit">How long a request may wait.</param>
    private Result<T>? TryRead<T>(Func<HlsWindow, Result<T>?> read, out Task changed, out TimeSpan limit)
        where T : class
    {
        lock (_lock)
        {
            changed = _changed.Task;
            limit = _window.Durations is { } durations ? durations.Target * TargetDurationsToWait : FirstSegmentTimeout;
            return _window.HasSegments ? read(_window) : null;
        }
    }

    private async Task ReadAsync()
    {
        while (await _subscription.WaitAsync())
        {
            var hasChanged = false;
            lock (_lock)
            {
                while (_subscription.TryTake(out var message))
                {
                    hasChanged |= _window.Add(message);
                }
            }

            if (hasChanged)
            {
                Interlocked.Exchange(ref _changed, NewChanged()).SetResult();
            }
        }
    }
}
