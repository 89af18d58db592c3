using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>Receives the units of a camera with corrected times. Called by the ingest's loop, one call at a time; must not block.</summary>
public interface ITimedUnitSink
{
    /// <summary>Describes the stream: once before the first unit, and again before the first keyframe for which something changed.</summary>
    /// <param name="stream">The whole description.</param>
    void OnDescription(StreamDescription stream);

    /// <summary>Takes one unit. Units of a track come in decoding order, with decode times that never go back.</summary>
    /// <param name="unit">The unit; its bytes are valid during the call only.</param>
    void OnUnit(in TimedUnit unit);

    /// <summary>Packets were lost: the next video unit is a keyframe.</summary>
    /// <param name="track">The index of the track.</param>
    /// <param name="packets">How many are missing.</param>
    void OnLoss(int track, int packets);
}
