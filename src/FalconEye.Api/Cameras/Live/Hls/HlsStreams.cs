using System.Collections.Concurrent;

namespace FalconEye.Api.Cameras.Live.Hls;

/// <summary>The cameras that are played by HLS, or were a moment ago.</summary>
internal sealed class HlsStreams(CameraStreams streams, TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Lazy<HlsStream>> _streams = new();

    /// <summary>The stream of a camera, begun when no one plays it yet.</summary>
    internal HlsStream Of(Guid cameraId)
    {
        var stream = _streams.GetOrAdd(cameraId, Begin);
        if (stream.Value.HasEnded && _streams.TryRemove(KeyValuePair.Create(cameraId, stream)))
        {
            stream = _streams.GetOrAdd(cameraId, Begin);
        }

        return stream.Value;
    }

    /// <summary>The stream of a camera that is played now; of what no one plays there are no parts, and no stream is begun for them.</summary>
    internal HlsStream? Find(Guid cameraId) => _streams.TryGetValue(cameraId, out var stream) ? stream.Value : null;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await EndAsync(stream => stream.IsIdle || stream.HasEnded);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await EndAsync(_ => true);
        }
    }

    private Lazy<HlsStream> Begin(Guid cameraId) => new(() => new HlsStream(cameraId, streams, time, lifetime.ApplicationStopping));

    private async Task EndAsync(Func<HlsStream, bool> isOver)
    {
        foreach (var (cameraId, stream) in _streams)
        {
            if (isOver(stream.Value) && _streams.TryRemove(KeyValuePair.Create(cameraId, stream)))
            {
                await stream.Value.DisposeAsync();
            }
        }
    }
}
