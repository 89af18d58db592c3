using System.Globalization;
using FalconEye.Api.Events;
using FalconEye.Data.Alerts;
using FalconEye.Data.Events;

namespace FalconEye.Api.Alerts;

/// <summary>What an alert says. Made once and stored with the delivery, so that every attempt sends the same.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Phase">Whether it begins, is over, or is a test.</param>
/// <param name="Kind">The event's kind.</param>
/// <param name="CameraId">The camera.</param>
/// <param name="Camera">The camera's name.</param>
/// <param name="EventId">The event.</param>
/// <param name="Time">When it happened or began, UTC.</param>
/// <param name="End">When it ended, UTC.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Text">What happened and why, as text for users.</param>
/// <param name="Score">The event's score.</param>
/// <param name="Zone">The event's zone.</param>
/// <param name="Label">The event's label.</param>
/// <param name="Link">The dashboard's page of it.</param>
internal sealed record AlertMessage(
    string Rule,
    AlertPhase Phase,
    string Kind,
    Guid? CameraId,
    string? Camera,
    long? EventId,
    DateTime Time,
    DateTime? End,
    string Title,
    string Text,
    double? Score,
    string? Zone,
    string? Label,
    string? Link)
{
    /// <summary>The fields that a template can name.</summary>
    internal static IReadOnlyList<string> FieldNames { get; } =
        ["rule", "phase", "kind", "camera", "camera_id", "event_id", "time", "end", "title", "text", "score", "zone", "label", "link"];

    /// <summary>The message of an event.</summary>
    internal static AlertMessage Of(LoggedEvent item, AlertPhase phase, string rule, string? camera, Uri? publicUrl)
    {
        var subject = camera ?? item.Label ?? "FalconEye";
        var kind = item is { Kind: EventKinds.Object, Label: { } label } ? label : item.Kind.Replace('_', ' ');
        return new(
            rule,
            phase,
            item.Kind,
            item.CameraId,
            camera,
            item.Id,
            item.Time,
            item.EndTime,
            phase == AlertPhase.End ? $"{subject}: {kind} is over" : $"{subject}: {kind}",
            phase == AlertPhase.End ? $"Over after {Duration(item)}: {item.Message}" : item.Message,
            item.Score,
            item.Zone,
            item.Label,
            publicUrl is null ? null : new Uri(publicUrl, $"events?event={item.Id}").AbsoluteUri);
    }

    /// <summary>The message by which a user tries a channel.</summary>
    internal static AlertMessage OfTest(DateTime now, Uri? publicUrl) => new(
        "Test", AlertPhase.Test, "test", null, null, null, now, null, "FalconEye: test", "This channel works.", null, null, null, publicUrl?.AbsoluteUri);

    /// <summary>The fields as texts, for templates.</summary>
    internal IReadOnlyDictionary<string, string> Fields() => new Dictionary<string, string>
    {
        ["rule"] = Rule,
        ["phase"] = Phase.ToString().ToLowerInvariant(),
        ["kind"] = Kind,
        ["camera"] = Camera ?? "",
        ["camera_id"] = CameraId?.ToString() ?? "",
        ["event_id"] = EventId?.ToString(CultureInfo.InvariantCulture) ?? "",
        ["time"] = Time.ToString("O", CultureInfo.InvariantCulture),
        ["end"] = End?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        ["title"] = Title,
        ["text"] = Text,
        ["score"] = Score?.ToString("0.##", CultureInfo.InvariantCulture) ?? "",
        ["zone"] = Zone ?? "",
        ["label"] = Label ?? "",
        ["link"] = Link ?? "",
    };

    private static string Duration(LoggedEvent item)
    {
        var length = (item.EndTime ?? item.Time) - item.Time;
        return length.TotalHours >= 1 ? $"{(int)length.TotalHours} h {length.Minutes} min"
            : length.TotalMinutes >= 1 ? $"{length.Minutes} min {length.Seconds} s"
            : $"{length.Seconds} s";
    }
}
