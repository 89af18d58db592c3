using FalconEye.Rtsp.Sdp;

namespace FalconEye.Rtsp.Units;

/// <summary>Chooses the depacketizer for a codec.</summary>
internal static class DepacketizerFactory
{
    /// <inheritdoc cref="Depacketizer.Create"/>
    public static Depacketizer? Create(TrackDescription track, FormatParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        track = track.Kind == TrackKind.Audio ? WithSound(track, parameters) : track;
        return track.Codec switch
        {
            // Interleaved mode: no camera and no other client is known that speaks it.
            MediaCodec.H264 when parameters["packetization-mode"] == "2" => null,
            MediaCodec.H264 => new H264Depacketizer(track, parameters),
            MediaCodec.H265 => new H265Depacketizer(track, parameters),
            MediaCodec.Jpeg => new JpegDepacketizer(track),
            MediaCodec.Aac when IsLatm(parameters) => new LatmDepacketizer(track, parameters),
            MediaCodec.Aac => new AacDepacketizer(track, parameters),
            MediaCodec.MuLaw or MediaCodec.ALaw or MediaCodec.Opus => new AudioDepacketizer(track),
            MediaCodec.L16 => new LinearDepacketizer(track, parameters.EncodingName.Equals("PCM", StringComparison.OrdinalIgnoreCase)),

            // No file and no browser takes G.726: docs/decisions/0028.
            _ => null,
        };
    }

    /// <summary>Opus always says 48000 and 2 (RFC 7587, section 7); other sound counts time in samples.</summary>
    private static TrackDescription WithSound(TrackDescription track, FormatParameters parameters) => track.Codec == MediaCodec.Opus
        ? track with { SampleRate = 48_000, Channels = 2 }
        : track with
        {
            SampleRate = track.SampleRate > 0 ? track.SampleRate : track.ClockRate,
            Channels = track.Channels > 0 ? track.Channels : Math.Max(parameters.Channels, 1),
        };

    private static bool IsLatm(FormatParameters parameters) => parameters.EncodingName.Equals("MP4A-LATM", StringComparison.OrdinalIgnoreCase);
}
