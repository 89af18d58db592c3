using FalconEye.Orchestration;
using FalconEye.Processes;
using FalconEye.Streaming;

namespace FalconEye.Api.Cameras.Live;

/// <summary>One camera's JPEG frames for all who watch them through the API.</summary>
internal sealed class CameraStream : WorkloadStream
{
    private readonly TimeProvider _time;
    private readonly FramePool _pool = new();
    private readonly FrameBroadcaster _broadcaster;

    internal CameraStream(
        Guid cameraId, StreamKind kind, TimeSpan viewerStall, IWorkloadOrchestrator orchestrator, HttpClient http, TimeProvider time, ILogger logger)
        : base(cameraId, kind, orchestrator, http, time, logger)
    {
        _time = time;
        _broadcaster = new FrameBroadcaster(time) { StallLimit = viewerStall };
        _broadcaster.ViewersChanged += (_, _) => CountViewers();
        Begin();
    }

    private protected override string Path => "stream";

    private protected override int Viewers => _broadcaster.Viewers;

    private protected override long Published => _broadcaster.Published;

    /// <summary>Adds a viewer; it gets the newest frame at once if it is from the last second.</summary>
    internal FrameSubscription Subscribe() => _broadcaster.Subscribe(TimeSpan.FromSeconds(1));

    private protected override async Task<string> ReadAsync(Stream body, HttpResponseMessage response, Deadline stall)
    {
        await FrameStreamReader.ReadAsync(
            body,
            _pool,
            _time,
            frame =>
            {
                stall.Restart();
                _broadcaster.Publish(frame);
            },
            stall.Token);
        return "The camera's stream ended.";
    }

    private protected override void Close() => _broadcaster.Dispose();
}
