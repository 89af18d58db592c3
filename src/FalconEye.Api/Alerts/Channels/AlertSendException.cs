namespace FalconEye.Api.Alerts.Channels;

/// <summary>A channel did not take a message.</summary>
/// <param name="message">Why, as text for users, without secrets.</param>
/// <param name="isFinal">Whether another attempt is pointless: the message itself was refused.</param>
internal sealed class AlertSendException(string message, bool isFinal = false) : Exception(message)
{
    /// <summary>Whether another attempt is pointless.</summary>
    internal bool IsFinal { get; } = isFinal;
}
