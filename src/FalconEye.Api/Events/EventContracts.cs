using System.Text.Json.Nodes;
using FalconEye.Data.Events;

namespace FalconEye.Api.Events;

/// <summary>Something that happened, as clients see it.</summary>
/// <param name="Id">Its number in the log.</param>
/// <param name="Time">When it happened or began.</param>
/// <param name="End">When it ended; null while it is open, and <paramref name="Time"/> for an event without a duration.</param>
/// <param name="Kind">What kind.</param>
/// <param name="CameraId">The camera it is about.</param>
/// <param name="RecordingId">The recording it is about.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Message">A text for users.</param>
/// <param name="Score">How sure a detector is, or how strong what it saw was, 0 to 1.</param>
/// <param name="Zone">The zone of the picture in which it was seen.</param>
/// <param name="Label">What it is about within its kind: an object's class, a machine's name.</param>
/// <param name="ThumbnailUrl">Its picture, if there is one.</param>
/// <param name="Link">The dashboard's page of it.</param>
/// <param name="Data">For programs.</param>
public sealed record LoggedEventResponse(
    long Id,
    DateTime Time,
    DateTime? End,
    string Kind,
    Guid? CameraId,
    string? RecordingId,
    string Actor,
    string Message,
    double? Score,
    string? Zone,
    string? Label,
    string? ThumbnailUrl,
    string Link,
    JsonNode? Data)
{
    /// <summary>Shows a stored event.</summary>
    public static LoggedEventResponse From(LoggedEvent item) => new(
        item.Id,
        item.Time,
        item.IsOpen ? null : item.EndTime ?? item.Time,
        item.Kind,
        item.CameraId,
        item.RecordingId,
        item.Actor,
        item.Message,
        item.Score,
        item.Zone,
        item.Label,
        item.HasPicture ? $"/api/events/log/{item.Id}/thumbnail" : null,
        $"/events?event={item.Id}",
        JsonNode.Parse(item.Data));
}

/// <summary>What happened, newest first.</summary>
/// <param name="Events">This page.</param>
/// <param name="Count">How many match in all; null when that was not to be counted.</param>
/// <param name="Next">The value of <c>before</c> for the next page; null on the last one.</param>
public sealed record EventLogResponse(IReadOnlyList<LoggedEventResponse> Events, int? Count, string? Next);
