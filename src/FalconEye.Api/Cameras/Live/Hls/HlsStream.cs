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

    private readonly Lock _lock = new();
    private readonly HlsWindow _window = new();
    private readonly VideoStream _video;
    private readonly VideoSubscription _subscription;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private long _lastRequest;

    internal HlsStream(Guid cameraId, CameraStreams streams, TimeProvider time)
    {
        _time = time;
        _lastRequest = time.GetTimestamp();
        _subscription = streams.SubscribeVideo(cameraId, StreamKind.Main, out _video);
        _reading = ReadAsync();
    }

    /// <summary>What is answered for a part that is not kept, or never was.</summary>
    internal static Refusal PartIsGone { get; } = new(RefusalKind.NotFound, "This part of the stream is not kept any more. Open live.m3u8 again.");

    /// <summary>Whether no one has asked for it for a while.</summary>
    internal bool IsIdle => _time.GetElapsedTime(Interlocked.Read(ref _lastRequest)) >= IdleTimeout;

    /// <summary>Whether the camera's video has ended for good: it is shown as JPEG.</summary>
    internal bool HasEnded => _reading.IsCompleted;

    /// <summary>Reads what the window has, once there is a segment.</summary>
    /// <param name="read">Reads it; called with a lock held.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<Result<T>> ReadAsync<T>(Func<HlsWindow, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        Interlocked.Exchange(ref _lastRequest, _time.GetTimestamp());
        using var deadline = Deadline.After(FirstSegmentTimeout, _time, cancellationToken);
        var timeout = Task.Delay(Timeout.InfiniteTimeSpan, _time, deadline.Token);
        var first = await Task.WhenAny(_ready.Task, _video.NoVideo, timeout);
        cancellationToken.ThrowIfCancellationRequested();
        if (first == _video.NoVideo)
        {
            return Refusal.Conflict("The camera's video is not in H.264 or H.265, or FFmpeg reads it: there is no HLS of it. Take /stream.");
        }

        if (first == timeout)
        {
            return Refusal.CameraFailed($"The camera sent no video for a first segment within {FirstSegmentTimeout.TotalSeconds:0} seconds.");
        }

        lock (_lock)
        {
            return read(_window) is { } found
                ? found
                : PartIsGone;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _subscription.End();
        await _reading;
        _subscription.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _subscription.WaitAsync())
        {
            while (_subscription.TryTake(out var message))
            {
                lock (_lock)
                {
                    _window.Add(message);
                }
            }

            if (_window.HasSegments)
            {
                _ready.TrySetResult();
            }
        }
    }
}
