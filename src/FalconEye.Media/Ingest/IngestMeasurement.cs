using System.Diagnostics.Metrics;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Ingest;

/// <summary>Who reads a camera, as a metric: the value 1 with the kind as its label.</summary>
public static class IngestMeasurement
{
    /// <summary>The measurement of this moment.</summary>
    /// <param name="choice">Knows it.</param>
    public static Measurement<int> Of(IngestChoice choice) =>
        new(1, new KeyValuePair<string, object?>("kind", choice.Kind == IngestKind.Own ? "own" : "ffmpeg"));
}
