namespace FalconEye.Api.Alerts.Channels;

/// <summary>A message that is being sent.</summary>
/// <param name="Key">The same at every attempt.</param>
/// <param name="Message">What it says.</param>
/// <param name="Picture">The event's JPEG, if there is one.</param>
internal sealed record OutgoingAlert(Guid Key, AlertMessage Message, byte[]? Picture);
