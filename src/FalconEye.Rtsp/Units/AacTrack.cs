using FalconEye.Rtsp.Bitstream;

namespace FalconEye.Rtsp.Units;

/// <summary>What is known of an AAC track, and how long a frame lasts in its clock.</summary>
internal sealed class AacTrack
{
    private AacTrack(TrackDescription description, long frameTicks) => (Description, FrameTicks) = (description, frameTicks);

    internal TrackDescription Description { get; }

    /// <summary>A frame's duration in ticks of the track's clock.</summary>
    internal long FrameTicks { get; }

    /// <summary>Describes a track by its configuration; without one that can be read, as AAC-LC of the rate and channels that are known.</summary>
    internal static AacTrack Create(TrackDescription track, ReadOnlySpan<byte> configuration)
    {
        var known = configuration.ToArray();
        if (AacConfiguration.Parse(known) is null)
        {
            known = AacConfiguration.Create(track.SampleRate > 0 ? track.SampleRate : track.ClockRate, Math.Max(track.Channels, 1));
        }

        if (AacConfiguration.Parse(known) is not { } parsed)
        {
            return new AacTrack(track, 1024);
        }

        var described = track with
        {
            Configuration = known,
            CodecString = parsed.CodecString,
            SampleRate = parsed.SampleRate,
            Channels = parsed.Channels > 0 ? parsed.Channels : track.Channels,
        };
        return new AacTrack(described, (long)parsed.FrameLength * track.ClockRate / parsed.CoreRate);
    }
}
