using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>Motion JPEG over HTTP as a stream: one track, whose times are those of arrival.</summary>
public static class JpegTrack
{
    /// <summary>The rate of its times, that of video elsewhere.</summary>
    public const int ClockRate = 90_000;

    /// <summary>Describes it.</summary>
    /// <param name="width">The pictures' width in pixels.</param>
    /// <param name="height">The pictures' height in pixels.</param>
    public static StreamDescription Describe(int width, int height) => new(
        [new TrackDescription { Index = 0, Kind = TrackKind.Video, Codec = MediaCodec.Jpeg, ClockRate = ClockRate, Width = width, Height = height }], []);
}
