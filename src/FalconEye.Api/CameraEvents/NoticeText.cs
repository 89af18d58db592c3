using FalconEye.Api.Events;

namespace FalconEye.Api.CameraEvents;

/// <summary>Events of cameras as texts for users.</summary>
internal static class NoticeText
{
    /// <summary>What was reported.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="camera">The camera's name.</param>
    internal static string Of(NoticeSubject subject, string camera)
    {
        var what = subject switch
        {
            { Kind: EventKinds.Motion } => "Motion",
            { Kind: EventKinds.Object, Label: "person" } => "A person",
            { Kind: EventKinds.Object, Label: "vehicle" } => "A vehicle",
            { Kind: EventKinds.Object, Label: "animal" } => "An animal",
            { Kind: EventKinds.LineCrossing } => "A line was crossed",
            { Kind: EventKinds.Intrusion } => "Something is in a watched area",
            { Kind: EventKinds.DigitalInput } => $"The input {subject.Label} is active",
            { Kind: EventKinds.Audio } => "Sound",
            { Kind: EventKinds.Tamper, Label: "dark" } => "The picture is dark",
            { Kind: EventKinds.Tamper, Label: "bright" } => "The picture is too bright",
            { Kind: EventKinds.Tamper, Label: "blurred" } => "The picture is blurred",
            { Kind: EventKinds.Tamper, Label: "moved" } => "The camera was turned or covered",
            { Kind: EventKinds.Tamper, Label: "no signal" } => "No signal of the sensor",
            { Kind: EventKinds.Tamper } => "Tampering",
            { Label: "doorbell" } => "Someone rang the bell",
            { Label: "package" } => "A package",
            { Label: { } label } => $"Event \"{label}\"",
            _ => "An event",
        };
        return $"{what} at {camera}{(subject.Zone is { } zone ? $", {zone}" : "")}, reported by the camera.";
    }
}
