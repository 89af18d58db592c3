namespace FalconEye.TestKit.Cameras;

/// <summary>Video codecs of simulated RTSP cameras.</summary>
public enum VideoCodec
{
    /// <summary>H.264, main profile.</summary>
    H264,

    /// <summary>H.265, main profile.</summary>
    H265,

    /// <summary>No picture, sound only.</summary>
    None,
}
