namespace FalconEye.Rtsp;

/// <summary>Receives what a source sends. Called by the source's own loop, one call at a time; must not block.</summary>
public interface IMediaUnitSink
{
    /// <summary>Describes the stream: once before the first unit, and again before the first keyframe for which something changed.</summary>
    /// <param name="stream">The whole description.</param>
    void OnDescription(StreamDescription stream);

    /// <summary>Takes one unit. Units of a track come in decoding order.</summary>
    /// <param name="unit">The unit; its bytes are valid during the call only.</param>
    void OnUnit(in MediaUnit unit);

    /// <summary>
    /// Packets were lost. The source drops what they damaged: for video everything until the next keyframe.
    /// </summary>
    /// <param name="track">The index of the track.</param>
    /// <param name="packets">How many are missing.</param>
    void OnLoss(int track, int packets);
}
