using FalconEye.Orchestration;
using FalconEye.Streaming;
using FalconEye.Streaming.Video;

namespace FalconEye.Api.Cameras.Live;

/// <summary>The streams of the cameras that are watched, or were while their workload exists.</summary>
internal sealed class CameraStreams : IAsyncDisposable
{
    /// <summary>The name of the HTTP client that reads streams: without a timeout for the whole answer, since they have no end.</summary>
    internal const string HttpClientName = "camera-streams";

    private readonly ServerOptions _options;
    private readonly IWorkloadOrchestrator _orchestrator;
    private readonly IHttpClientFactory _clients;
    private readonly TimeProvider _time;
    private readonly ILogger<CameraStream> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid CameraId, StreamKind Kind), Streams> _streams = [];
    private Task _closing = Task.CompletedTask;

    public CameraStreams(
        ServerOptions options, IWorkloadOrchestrator orchestrator, IHttpClientFactory clients, TimeProvider time, ILogger<CameraStream> logger)
    {
        (_options, _orchestrator, _clients, _time, _logger) = (options, orchestrator, clients, time, logger);
        orchestrator.Changed += OnWorkloadChanged;
    }

    /// <summary>Adds a viewer of a camera's JPEG frames.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="kind">Which of its streams.</param>
    /// <param name="stream">Its stream.</param>
    internal FrameSubscription Subscribe(Guid cameraId, StreamKind kind, out CameraStream stream)
    {
        lock (_lock)
        {
            stream = Of(cameraId, kind).Pictures;
            return stream.Subscribe();
        }
    }

    /// <summary>Adds a viewer of a camera's own video.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="kind">Which of its streams.</param>
    /// <param name="stream">Its stream.</param>
    internal VideoSubscription SubscribeVideo(Guid cameraId, StreamKind kind, out VideoStream stream)
    {
        lock (_lock)
        {
            stream = Of(cameraId, kind).Video;
            return stream.Subscribe();
        }
    }

    /// <summary>Adds a player of a camera's units.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="kind">Which of its streams.</param>
    /// <param name="stream">Its stream.</param>
    internal VideoSubscription SubscribeUnits(Guid cameraId, StreamKind kind, out VideoStream stream)
    {
        lock (_lock)
        {
            stream = Of(cameraId, kind).Units;
            return stream.Subscribe();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _orchestrator.Changed -= OnWorkloadChanged;
        Task closing;
        lock (_lock)
        {
            closing = Task.WhenAll([_closing, .. _streams.Values.Select(streams => streams.DisposeAsync().AsTask())]);
            _streams.Clear();
        }

        await closing;
    }

    /// <summary>A camera that was stopped or deleted, and that no one watches, needs no buffers.</summary>
    private void OnWorkloadChanged(WorkloadKey key)
    {
        if (key.Component != WorkloadComponent.Camera || _orchestrator.Find(key) is not null)
        {
            return;
        }

        lock (_lock)
        {
            foreach (var kind in Enum.GetValues<StreamKind>())
            {
                if (_streams.TryGetValue((key.CameraId, kind), out var streams) && !streams.HasViewers)
                {
                    _streams.Remove((key.CameraId, kind));
                    _closing = Task.WhenAll(_closing, streams.DisposeAsync().AsTask());
                }
            }
        }
    }

    private Streams Of(Guid cameraId, StreamKind kind)
    {
        if (!_streams.TryGetValue((cameraId, kind), out var streams))
        {
            var viewerStall = TimeSpan.FromSeconds(_options.ViewerStallSeconds);
            var http = _clients.CreateClient(HttpClientName);
            _streams[(cameraId, kind)] = streams = new Streams(
                new CameraStream(cameraId, kind, viewerStall, _orchestrator, http, _time, _logger),
                new VideoStream("video", cameraId, kind, viewerStall, _orchestrator, http, _time, _logger),
                new VideoStream("units", cameraId, kind, viewerStall, _orchestrator, http, _time, _logger));
        }

        return streams;
    }

    /// <summary>A camera's streams, each with a connection of its own while it has viewers.</summary>
    private sealed record Streams(CameraStream Pictures, VideoStream Video, VideoStream Units) : IAsyncDisposable
    {
        internal bool HasViewers => Pictures.HasViewers || Video.HasViewers || Units.HasViewers;

        public async ValueTask DisposeAsync()
        {
            await Pictures.DisposeAsync();
            await Video.DisposeAsync();
            await Units.DisposeAsync();
        }
    }
}
