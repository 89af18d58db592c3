namespace FalconEye.Rtsp.Units;

/// <summary>Receives what a <see cref="Depacketizer"/> makes of its packets, during the call that completes it.</summary>
public interface IDepacketizerOutput
{
    /// <summary>Describes the track again: parameter sets have arrived in-band. Comes before the unit for which they hold.</summary>
    /// <param name="track">The whole description.</param>
    void OnTrackChanged(TrackDescription track);

    /// <summary>Takes one unit.</summary>
    /// <param name="unit">The unit; its bytes are valid during the call only.</param>
    void OnUnit(in MediaUnit unit);
}
