using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>A new channel.</summary>
public sealed record CreateChannelRequest
{
    /// <summary>What users call it.</summary>
    [Required(ErrorMessage = "A channel has a name.")]
    [AlertName]
    public string? Name { get; init; }

    /// <summary><c>webhook</c>, <c>email</c>, <c>telegram</c>, <c>ntfy</c>, <c>mqtt</c> or <c>web_push</c>.</summary>
    [Required(ErrorMessage = ChannelKinds.Problem)]
    public string? Kind { get; init; }

    /// <summary>Whether alerts are sent to it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Its addresses, names and secrets.</summary>
    [Required(ErrorMessage = "settings has the channel's address and what it needs.")]
    public ChannelSettings? Settings { get; init; }
}
