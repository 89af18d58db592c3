using System.Text.Json;
using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Deliveries;

/// <summary>A message to a channel and what became of it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Key">What receivers get as its idempotency key.</param>
/// <param name="ChannelId">The channel.</param>
/// <param name="Channel">The channel's name at the time.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Phase"><c>begin</c>, <c>end</c> or <c>test</c>.</param>
/// <param name="State"><c>pending</c>, <c>sending</c>, <c>delivered</c> or <c>failed</c>.</param>
/// <param name="CameraId">The event's camera.</param>
/// <param name="EventId">The event.</param>
/// <param name="Title">What it says in a few words.</param>
/// <param name="Text">What it says.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Why the last attempt failed.</param>
/// <param name="CreatedAt">When it was stored.</param>
/// <param name="NextAttemptAt">When it is tried next; null when it is not.</param>
/// <param name="FinishedAt">When it was delivered or given up.</param>
public sealed record DeliveryResponse(
    long Id,
    Guid Key,
    Guid ChannelId,
    string Channel,
    string Rule,
    string Phase,
    string State,
    Guid? CameraId,
    long? EventId,
    string Title,
    string Text,
    int Attempts,
    string? Error,
    DateTime CreatedAt,
    DateTime? NextAttemptAt,
    DateTime? FinishedAt)
{
    private const string HiddenError = "It could not be delivered. Administrators see why.";

    /// <summary>Shows a stored delivery.</summary>
    /// <param name="row">The delivery.</param>
    /// <param name="withReason">Whether to say why an attempt failed: that names the channel's server, which administrators alone may know.</param>
    public static DeliveryResponse From(AlertDelivery row, bool withReason)
    {
        var message = AlertJson.Read<AlertMessage>(row.Message);
        return new(
            row.Id,
            row.Key,
            row.ChannelId,
            row.ChannelName,
            message.Rule,
            NameOf(row.Phase),
            NameOf(row.State),
            row.CameraId,
            row.EventId,
            message.Title,
            message.Text,
            row.Attempts,
            withReason || row.Error is null ? row.Error : HiddenError,
            row.CreatedAt,
            row.State == DeliveryState.Pending ? row.NextAttemptAt : null,
            row.FinishedAt);
    }

    private static string NameOf(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
