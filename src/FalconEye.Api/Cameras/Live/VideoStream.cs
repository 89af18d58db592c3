using System.Net;
using FalconEye.Orchestration;
using FalconEye.Processes;
using FalconEye.Streaming.Video;

namespace FalconEye.Api.Cameras.Live;

/// <summary>One camera's video and sound in its own codec, for all who watch it through the API: as fragments for browsers, or as units for players of RTSP.</summary>
internal sealed class VideoStream : WorkloadStream
{
    private readonly VideoBroadcaster _broadcaster;
    private TaskCompletionSource _noVideo = NewNoVideo();

    internal VideoStream(
        string path, Guid cameraId, StreamKind kind, TimeSpan viewerStall, IWorkloadOrchestrator orchestrator, HttpClient http, TimeProvider time, ILogger logger)
        : base(cameraId, kind, orchestrator, http, time, logger)
    {
        Path = path;
        _broadcaster = new VideoBroadcaster(time) { StallLimit = viewerStall };
        _broadcaster.ViewersChanged += (_, _) => CountViewers();
        Begin();
    }

    /// <summary>Completes when the workload has no such video: the camera sends JPEG over HTTP, or FFmpeg reads it. Its viewers take JPEG frames.</summary>
    internal Task NoVideo => Volatile.Read(ref _noVideo).Task;

    private protected override string Path { get; }

    private protected override int Viewers => _broadcaster.Viewers;

    private protected override long Published => _broadcaster.Published;

    /// <summary>Adds a viewer; it gets everything since the last keyframe at once.</summary>
    internal VideoSubscription Subscribe() => _broadcaster.Subscribe();

    private protected override async Task<string> ReadAsync(Stream body, HttpResponseMessage response, Deadline stall)
    {
        if (response.Content.Headers.ContentType?.MediaType != VideoFormat.ContentType)
        {
            // Programs that serve USB cameras answer any path with Motion JPEG.
            EndWithoutVideo();
            return "The camera is shown as JPEG.";
        }

        try
        {
            await VideoFormat.ReadAsync(
                body,
                message =>
                {
                    stall.Restart();
                    _broadcaster.Publish(message);
                },
                stall.Token);
            return "The camera's stream ended.";
        }
        finally
        {
            _broadcaster.Clear();
        }
    }

    /// <summary>404 is a workload of an earlier version.</summary>
    private protected override void OnRefused(HttpStatusCode status)
    {
        if (status is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            EndWithoutVideo();
        }
    }

    private protected override void OnIdle() => Interlocked.Exchange(ref _noVideo, NewNoVideo());

    private static TaskCompletionSource NewNoVideo() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void EndWithoutVideo()
    {
        Volatile.Read(ref _noVideo).TrySetResult();
        _broadcaster.EndAll();
    }
}
