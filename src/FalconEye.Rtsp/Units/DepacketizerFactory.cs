using FalconEye.Rtsp.Sdp;

namespace FalconEye.Rtsp.Units;

/// <summary>Chooses the depacketizer for a codec.</summary>
internal static class DepacketizerFactory
{
    /// <inheritdoc cref="Depacketizer.Create"/>
    public static Depacketizer? Create(TrackDescription track, FormatParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return track.Codec switch
        {
            _ => null,
        };
    }
}
