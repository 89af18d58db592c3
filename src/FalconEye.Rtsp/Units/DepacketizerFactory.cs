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
            // Interleaved mode: no camera and no other client is known that speaks it.
            MediaCodec.H264 when parameters["packetization-mode"] == "2" => null,
            MediaCodec.H264 => new H264Depacketizer(track, parameters),
            MediaCodec.H265 => new H265Depacketizer(track, parameters),
            MediaCodec.Jpeg => new JpegDepacketizer(track, parameters),
            MediaCodec.Aac when IsLatm(parameters) => new LatmDepacketizer(track, parameters),
            MediaCodec.Aac => new AacDepacketizer(track, parameters),
            MediaCodec.MuLaw or MediaCodec.ALaw or MediaCodec.G726 or MediaCodec.Opus => new AudioDepacketizer(track),
            MediaCodec.L16 => new LinearDepacketizer(track, parameters.EncodingName.Equals("PCM", StringComparison.OrdinalIgnoreCase)),
            _ => null,
        };
    }

    private static bool IsLatm(FormatParameters parameters) => parameters.EncodingName.Equals("MP4A-LATM", StringComparison.OrdinalIgnoreCase);
}
