namespace FalconEye.Rtsp.Client;

/// <summary>The camera's own statement of when a timestamp was, from an RTCP sender report (RFC 3550, section 6.4.1). Cameras' clocks are often wrong.</summary>
/// <param name="Track">The index of the track.</param>
/// <param name="Time">The camera's wall clock.</param>
/// <param name="Timestamp">The timestamp that belongs to it, unwrapped like <see cref="MediaUnit.Timestamp"/>.</param>
/// <param name="Arrival">When the report arrived, by <see cref="TimeProvider.GetTimestamp"/>.</param>
public readonly record struct SenderReport(int Track, DateTimeOffset Time, long Timestamp, long Arrival);
