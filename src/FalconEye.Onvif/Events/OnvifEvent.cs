namespace FalconEye.Onvif.Events;

/// <summary>Something that a device noticed. Every text in it is the device's own, on one line and of limited length.</summary>
/// <param name="Topic">What kind of thing, for example <c>RuleEngine/CellMotionDetector/Motion</c>, without prefixes.</param>
/// <param name="Time">
/// When, by this machine's clock if the device told its own with the answer, else by the device's; <see langword="null"/> when it does not tell.
/// </param>
/// <param name="Operation">
/// <c>Initialized</c> for a state as it was when the listening began, <c>Changed</c>, <c>Deleted</c>; empty for what is no state.
/// </param>
/// <param name="Source">Where: names and values such as <c>VideoSourceConfigurationToken</c>.</param>
/// <param name="Data">What: names and values such as <c>IsMotion</c> and <c>true</c>.</param>
public sealed record OnvifEvent(
    string Topic,
    DateTimeOffset? Time,
    string Operation,
    IReadOnlyDictionary<string, string> Source,
    IReadOnlyDictionary<string, string> Data);
