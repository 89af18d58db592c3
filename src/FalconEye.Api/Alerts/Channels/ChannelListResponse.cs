namespace FalconEye.Api.Alerts.Channels;

/// <summary>All channels.</summary>
/// <param name="Channels">By name.</param>
public sealed record ChannelListResponse(IReadOnlyList<ChannelResponse> Channels);
