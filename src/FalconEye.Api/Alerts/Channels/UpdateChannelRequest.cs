namespace FalconEye.Api.Alerts.Channels;

/// <summary>Changes to a channel; what is absent stays as it is.</summary>
public sealed record UpdateChannelRequest
{
    /// <summary>What users call it.</summary>
    [AlertName]
    public string? Name { get; init; }

    /// <summary>Whether alerts are sent to it.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Its settings, all of them; <c>***</c> for a secret that stays as it is.</summary>
    public ChannelSettings? Settings { get; init; }
}
