namespace FalconEye.TestKit.Cameras;

/// <summary>How well a simulated HTTP camera keeps to RFC 2046.</summary>
public enum MjpegBehaviour
{
    /// <summary>Parts with the right Content-Length.</summary>
    Normal,

    /// <summary>Parts without Content-Length, as many cameras send them.</summary>
    NoLength,

    /// <summary>Parts whose Content-Length is too large by half.</summary>
    WrongLength,

    /// <summary>Random bytes.</summary>
    Garbage,

    /// <summary>One part that never ends.</summary>
    Endless,
}
