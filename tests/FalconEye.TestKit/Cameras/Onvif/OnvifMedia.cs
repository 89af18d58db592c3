namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>Which versions of the media service a simulated device has.</summary>
public enum OnvifMedia
{
    /// <summary>Both, as most cameras of today.</summary>
    Both,

    /// <summary>The first only, and <c>GetCapabilities</c> instead of <c>GetServices</c>, as old ones.</summary>
    FirstOnly,

    /// <summary>The second only.</summary>
    SecondOnly,
}
