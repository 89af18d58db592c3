using System.Text.Json.Serialization;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.CameraEvents;

/// <summary>How the taking of a camera's own events fares.</summary>
/// <param name="Enabled">Whether they are to be taken.</param>
/// <param name="State">Whether they are.</param>
/// <param name="SubscribedSince">Since when they are.</param>
/// <param name="LastEventAt">When one was last logged.</param>
/// <param name="Problem">Why they are not, or not all of them, and what to do; null for no problem.</param>
public sealed record CameraEventsResponse(
    bool Enabled, CameraEventsState State, DateTime? SubscribedSince, DateTime? LastEventAt, string? Problem)
{
    /// <summary>Shows what is stored.</summary>
    internal static CameraEventsResponse Of(Camera camera, CameraSubscription? stored)
    {
        var state = !camera.TakesEvents ? CameraEventsState.Off
            : !camera.DesiredRunning ? CameraEventsState.Stopped
            : stored is { Since: not null } ? CameraEventsState.Subscribed
            : stored is { Problem: not null } ? CameraEventsState.Failed
            : CameraEventsState.Connecting;
        var isShown = state is CameraEventsState.Subscribed or CameraEventsState.Failed;
        return new(camera.TakesEvents, state, isShown ? stored!.Since : null, stored?.LastEventAt, isShown ? stored!.Problem : null);
    }
}

/// <summary>Whether a camera's own events are taken.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CameraEventsState>))]
public enum CameraEventsState
{
    /// <summary>They are not to be taken.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    /// <summary>The camera is not to run, and neither are its events taken.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>The camera is being asked.</summary>
    [JsonStringEnumMemberName("connecting")]
    Connecting,

    /// <summary>They are taken.</summary>
    [JsonStringEnumMemberName("subscribed")]
    Subscribed,

    /// <summary>The camera refuses or does not answer; it is tried again.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
