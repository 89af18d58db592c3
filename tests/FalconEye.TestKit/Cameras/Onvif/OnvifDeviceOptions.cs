namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>What a simulated ONVIF device is told.</summary>
public sealed record OnvifDeviceOptions
{
    /// <summary>The user it asks for; anyone may ask anything if null.</summary>
    public string? User { get; init; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string Password { get; init; } = "";

    /// <summary>How it asks for the password.</summary>
    public OnvifAuthentication Authentication { get; init; }

    /// <summary>How far its clock is ahead. A token made more than 30 seconds off its own time is refused.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>The host in every address that it tells, such as one that cannot be reached; its own if null.</summary>
    public string? AdvertisedHost { get; init; }

    /// <summary>Its media services.</summary>
    public OnvifMedia Media { get; init; }

    /// <summary>How it tells events.</summary>
    public OnvifEventOptions Events { get; init; } = new();

    /// <summary>Its profiles.</summary>
    public IReadOnlyList<OnvifProfile> Streams { get; init; } = [new("main", new Uri("rtsp://127.0.0.1:554/stream"))];

    /// <summary>How it answers.</summary>
    public OnvifBehaviour Behaviour { get; init; }

    /// <summary>Whether it is served over TLS, with a certificate of its own making.</summary>
    public bool IsSecure { get; init; }
}
