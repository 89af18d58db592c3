namespace FalconEye.Api.Alerts.Push;

/// <summary>What became of a message to one browser.</summary>
/// <param name="Error">Why the push service did not take it, as text for users; <see langword="null"/> when it did.</param>
/// <param name="IsGone">Whether the subscription has ended for good.</param>
/// <param name="IsFinal">Whether another attempt is pointless: the message itself was refused.</param>
internal readonly record struct PushOutcome(string? Error, bool IsGone = false, bool IsFinal = false);
