namespace FalconEye.TestKit.Cameras;

/// <summary>An RTSP camera. Small by default, so that a test's FFmpeg costs little.</summary>
public sealed record RtspCameraOptions : CameraOptions
{
    /// <summary>How the video is encoded.</summary>
    public VideoCodec Video { get; init; } = VideoCodec.H264;

    /// <summary>How the sound is encoded, if there is any.</summary>
    public AudioCodec Audio { get; init; } = AudioCodec.None;

    /// <summary>Video bit rate in kbit/s.</summary>
    public int Bitrate { get; init; } = 300;

    /// <summary>Distance of keyframes in seconds; a loop of 8 s must be a whole number of them.</summary>
    public double KeyframeSeconds { get; init; } = 1;

    /// <summary>Slices per frame.</summary>
    public int Slices { get; init; } = 1;

    internal override string Program => "rtsp_camera.py";

    internal override IEnumerable<string> Arguments() =>
    [
        .. base.Arguments(),
        "--codec", VideoName(),
        "--audio", AudioName(),
        "--bitrate", Text(Bitrate), "--keyframe-seconds", Text(KeyframeSeconds), "--slices", Text(Slices),
    ];

    private string VideoName() => Video switch
    {
        VideoCodec.None => "none",
        VideoCodec.H264 => "h264",
        VideoCodec.H265 => "h265",
        _ => throw new InvalidOperationException($"No such video codec: {Video}"),
    };

    private string AudioName() => Audio switch
    {
        AudioCodec.None => "none",
        AudioCodec.G711MuLaw => "pcmu",
        AudioCodec.G711ALaw => "pcma",
        AudioCodec.Aac => "aac",
        _ => throw new InvalidOperationException($"No such audio codec: {Audio}"),
    };
}
