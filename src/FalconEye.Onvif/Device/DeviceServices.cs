namespace FalconEye.Onvif.Device;

/// <summary>
/// Where a device's services are, on the host and port that it was reached by; <see langword="null"/> for one that it does not have.
/// </summary>
public sealed record DeviceServices
{
    /// <summary>Media, version 1: what every camera has.</summary>
    public Uri? Media { get; init; }

    /// <summary>Media, version 2: the only one that knows H.265.</summary>
    public Uri? Media2 { get; init; }

    /// <summary>Pan, tilt and zoom.</summary>
    public Uri? Ptz { get; init; }

    /// <summary>Events.</summary>
    public Uri? Events { get; init; }
}
