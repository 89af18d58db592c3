using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>Sends messages to channels of one kind.</summary>
internal interface IAlertSender
{
    /// <summary>The kind.</summary>
    AlertChannelKind Kind { get; }

    /// <summary>Sends a message, once.</summary>
    /// <param name="settings">The channel's settings.</param>
    /// <param name="alert">What to send.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="AlertSendException">The channel did not take it.</exception>
    Task SendAsync(ChannelSettings settings, OutgoingAlert alert, CancellationToken cancellationToken);
}
