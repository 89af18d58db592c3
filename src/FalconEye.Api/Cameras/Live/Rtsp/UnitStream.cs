using System.Net;
using FalconEye.Orchestration;
using FalconEye.Processes;
using FalconEye.Streaming.Video;

namespace FalconEye.Api.Cameras.Live.Rtsp;

/// <summary>One camera's units as its relay has them, for all who play them over RTSP.</summary>
internal sealed class UnitStream : WorkloadStream
{
    private readonly VideoBroadcaster _broadcaster;
    private TaskCompletionSource _noUnits = New();

    internal UnitStream(Guid cameraId, StreamKind kind, TimeSpan viewerStall, IWorkloadOrchestrator orchestrator, HttpClient http, TimeProvider time, ILogger logger)
        : base(cameraId, kind, orchestrator, http, time, logger)
    {
        _broadcaster = new VideoBroadcaster(time) { StallLimit = viewerStall };
        _broadcaster.ViewersChanged += (_, _) => CountViewers();
        Begin();
    }

    /// <summary>Completes when the relay has no units: the camera sends JPEG over HTTP, or FFmpeg reads it.</summary>
    internal Task NoUnits => Volatile.Read(ref _noUnits).Task;

    private protected override string Path => "units";

    private protected override int Viewers => _broadcaster.Viewers;

    private protected override long Published => _broadcaster.Published;

    /// <summary>Adds a player; it gets everything since the last keyframe at once.</summary>
    internal VideoSubscription Subscribe() => _broadcaster.Subscribe();

    private protected override async Task<string> ReadAsync(Stream body, HttpResponseMessage response, Deadline stall)
    {
        if (response.Content.Headers.ContentType?.MediaType != VideoFormat.ContentType)
        {
            EndWithoutUnits();
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
            EndWithoutUnits();
        }
    }

    private protected override void OnIdle() => Interlocked.Exchange(ref _noUnits, New());

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void EndWithoutUnits()
    {
        Volatile.Read(ref _noUnits).TrySetResult();
        _broadcaster.EndAll();
    }
}
