namespace FalconEye.TestKit.Cameras;

/// <summary>Ways to prove a password over RTSP and HTTP.</summary>
public enum CameraAuthentication
{
    /// <summary>RFC 7616 with MD5.</summary>
    Digest,

    /// <summary>RFC 7617.</summary>
    Basic,
}
