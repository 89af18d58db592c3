using FalconEye.Orchestration;
using FalconEye.Streaming;

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
    private readonly Dictionary<Guid, CameraStream> _streams = [];
    private Task _closing = Task.CompletedTask;

    public CameraStreams(
        ServerOptions options, IWorkloadOrchestrator orchestrator, IHttpClientFactory clients, TimeProvider time, ILogger<CameraStream> logger)
    {
        (_options, _orchestrator, _clients, _time, _logger) = (options, orchestrator, clients, time, logger);
        orchestrator.Changed += OnWorkloadChanged;
    }

    /// <summary>Adds a viewer of a camera.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="stream">Its stream.</param>
    internal FrameSubscription Subscribe(Guid cameraId, out CameraStream stream)
    {
        lock (_lock)
        {
            if (!_streams.TryGetValue(cameraId, out stream!))
            {
                _streams[cameraId] = stream = new CameraStream(
                    cameraId,
                    TimeSpan.FromSeconds(_options.ViewerStallSeconds),
                    _orchestrator,
                    _clients.CreateClient(HttpClientName),
                    _time,
                    _logger);
            }

            return stream.Subscribe();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _orchestrator.Changed -= OnWorkloadChanged;
        Task closing;
        lock (_lock)
        {
            closing = Task.WhenAll([_closing, .. _streams.Values.Select(stream => stream.DisposeAsync().AsTask())]);
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
            if (_streams.TryGetValue(key.CameraId, out var stream) && !stream.HasViewers)
            {
                _streams.Remove(key.CameraId);
                _closing = Task.WhenAll(_closing, stream.DisposeAsync().AsTask());
            }
        }
    }
}
