using System.Diagnostics.Metrics;
using FalconEye.Media.Ingest;
using FalconEye.ServiceDefaults;

namespace FalconEye.Recorder;

/// <summary>What <c>/metrics</c> shows of a recorder.</summary>
internal sealed class RecorderMetrics : IDisposable
{
    private readonly Meter _meter = new(ServiceDefaultsExtensions.MeterPrefix + "Recorder");
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _fragments;
    private readonly Counter<long> _reconnects;
    private readonly Counter<long> _finished;
    private readonly Counter<long> _lost;

    public RecorderMetrics(IngestChoice choice)
    {
        _meter.CreateObservableGauge(
            "falcon_eye.recorder.ingest", () => IngestMeasurement.Of(choice), null, "Who reads the camera: FalconEye's own reader or FFmpeg.");
        _bytes = _meter.CreateCounter<long>("falcon_eye.recorder.written", "By", "Bytes of recordings written to disk.");
        _fragments = _meter.CreateCounter<long>("falcon_eye.recorder.fragments", null, "Fragments of recordings written to disk.");
        _reconnects = _meter.CreateCounter<long>("falcon_eye.recorder.reconnects", null, "Times that the camera was lost and tried again.");
        _lost = _meter.CreateCounter<long>("falcon_eye.recorder.packets_lost", "{packet}", "Packets that the camera or the network lost.");
        _finished = _meter.CreateCounter<long>("falcon_eye.recorder.films", null, "Recordings finished.");
    }

    internal void AddWritten(long bytes)
    {
        _bytes.Add(bytes);
        _fragments.Add(1);
    }

    internal void Lost(int packets) => _lost.Add(packets);

    internal void Reconnected() => _reconnects.Add(1);

    internal void Finished() => _finished.Add(1);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
