using System.Diagnostics.Metrics;
using FalconEye.Media.Ingest;
using FalconEye.ServiceDefaults;
using FalconEye.Streaming;
using FalconEye.Streaming.Video;

namespace FalconEye.Relay;

/// <summary>The relay's instruments.</summary>
internal sealed class RelayMetrics : IDisposable
{
    private readonly Meter _meter;

    /// <summary>Creates the instruments; they read when they are scraped.</summary>
    public RelayMetrics(IMeterFactory meters, RelayState state, IngestChoice choice, FrameBroadcaster broadcaster, VideoBroadcaster video)
    {
        _meter = meters.Create(ServiceDefaultsExtensions.MeterPrefix + "Relay");
        _meter.CreateObservableGauge("falconeye.relay.ingest", () => IngestMeasurement.Of(choice), null, "Who reads the camera: FalconEye's own reader or FFmpeg.");
        _meter.CreateObservableGauge("falconeye.relay.frame_rate", () => state.Fps, "{frame}/s", "Frames per second that the source delivered lately.");
        _meter.CreateObservableUpDownCounter("falconeye.relay.viewers", () => broadcaster.Viewers + video.Viewers, "{viewer}", "Viewers at present.");
        _meter.CreateObservableCounter("falconeye.relay.frames", () => broadcaster.Published, "{frame}", "Frames that the source delivered.");
        _meter.CreateObservableCounter(
            "falconeye.relay.frames.dropped", () => broadcaster.Dropped + video.Missed, "{frame}", "Frames that slow viewers skipped, summed over them.");
        _meter.CreateObservableCounter("falconeye.relay.source.io", () => state.Bytes, "By", "Bytes of pictures and video that the source delivered.");
        _meter.CreateObservableCounter("falconeye.relay.source.restarts", () => state.Restarts, "{restart}", "Attempts at the source after it failed.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
