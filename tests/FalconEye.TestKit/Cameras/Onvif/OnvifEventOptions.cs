namespace FalconEye.TestKit.Cameras.Onvif;

/// <summary>How a simulated ONVIF device tells events. Each of these is how real ones do it.</summary>
public sealed record OnvifEventOptions
{
    /// <summary>Whether it has an event service.</summary>
    public bool AreThere { get; init; } = true;

    /// <summary>Whether it refuses requests without WS-Addressing's headers, or with another address than it told for the subscription.</summary>
    public bool WantsAddressing { get; init; }

    /// <summary>Whether it answers <c>Renew</c> with a fault.</summary>
    public bool RefusesRenewal { get; init; }

    /// <summary>Whether it takes an absolute time only for <c>Renew</c>.</summary>
    public bool WantsAbsoluteTime { get; init; }

    /// <summary>Whether it tells subscriptions apart by the path of their address, and not by a reference parameter.</summary>
    public bool ByPath { get; init; }

    /// <summary>
    /// Whether it closes the connection when nothing happened, instead of saying so; a test has it do that by an empty notification.
    /// </summary>
    public bool ClosesWhenIdle { get; init; }
}
