using System.Text.Json.Nodes;
using FalconEye.Data.Events;

namespace FalconEye.Api.Events;

/// <summary>Something that happened, as clients see it.</summary>
/// <param name="Id">Its place in the log.</param>
/// <param name="Time">When.</param>
/// <param name="Kind">What kind.</param>
/// <param name="CameraId">The camera it is about.</param>
/// <param name="RecordingId">The recording it is about.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Message">In words.</param>
/// <param name="Data">For programs.</param>
public sealed record LoggedEventResponse(
    long Id, DateTime Time, string Kind, Guid? CameraId, string? RecordingId, string Actor, string Message, JsonNode? Data)
{
    /// <summary>Shows a stored event.</summary>
    public static LoggedEventResponse From(LoggedEvent item) => new(
        item.Id, item.Time, item.Kind, item.CameraId, item.RecordingId, item.Actor, item.Message, JsonNode.Parse(item.Data));
}
