using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>A channel, as clients see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What users call it.</param>
/// <param name="Kind">How it is reached.</param>
/// <param name="Enabled">Whether alerts are sent to it.</param>
/// <param name="Settings">Its settings, <c>***</c> for each secret.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record ChannelResponse(Guid Id, string Name, string Kind, bool Enabled, ChannelSettings Settings, DateTime CreatedAt)
{
    /// <summary>Shows a stored channel.</summary>
    public static ChannelResponse From(AlertChannel channel) => new(
        channel.Id,
        channel.Name,
        ChannelKinds.NameOf(channel.Kind),
        channel.IsEnabled,
        AlertJson.Read<ChannelSettings>(channel.Settings).WithoutSecrets(),
        channel.CreatedAt);
}
