using System.Collections.Concurrent;
using FalconEye.Orchestration;

namespace FalconEye.Api.Cameras.Live;

/// <summary>The streams of all cameras that were ever watched since the server started.</summary>
internal sealed class CameraStreams(
    ServerOptions options, IWorkloadOrchestrator orchestrator, IHttpClientFactory clients, TimeProvider time, ILogger<CameraStream> logger) : IAsyncDisposable
{
    /// <summary>The name of the HTTP client that reads streams: without a time-out, since they have no end.</summary>
    internal const string HttpClientName = "camera-streams";

    private readonly ConcurrentDictionary<Guid, Lazy<CameraStream>> _streams = new();

    internal CameraStream Of(Guid cameraId) => _streams.GetOrAdd(
        cameraId,
        id => new(() => new CameraStream(
            id, TimeSpan.FromSeconds(options.ViewerStallSeconds), orchestrator, clients.CreateClient(HttpClientName), time, logger))).Value;

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_streams.Values.Where(stream => stream.IsValueCreated).Select(stream => stream.Value.DisposeAsync().AsTask()));
}
