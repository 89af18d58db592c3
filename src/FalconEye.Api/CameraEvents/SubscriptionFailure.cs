using FalconEye.Contracts.Cameras;
using FalconEye.Onvif;

namespace FalconEye.Api.CameraEvents;

/// <summary>Why a camera's events do not come, and when to try again. Pure.</summary>
/// <param name="Message">What is wrong and what to do, for users; without credentials.</param>
/// <param name="Pause">The least time until the next attempt; <see langword="null"/> for the usual backoff.</param>
internal sealed record SubscriptionFailure(string Message, TimeSpan? Pause = null)
{
    /// <summary>Cameras lock a user out after a few wrong passwords; a new address is tried at once.</summary>
    internal static readonly TimeSpan RefusalPause = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan NotedOffset = TimeSpan.FromMinutes(1);

    /// <summary>Explains an exception.</summary>
    /// <param name="exception">What a subscription ended with.</param>
    /// <param name="address">The address of the device.</param>
    /// <param name="hadBegun">Whether the device had taken the subscription.</param>
    /// <param name="clockOffset">How far the device's clock is ahead, as far as that is known.</param>
    /// <returns><see langword="null"/> for what has nothing to do with the camera.</returns>
    internal static SubscriptionFailure? Of(Exception exception, SourceAddress address, bool hadBegun, TimeSpan? clockOffset)
    {
        var where = $"{address.Host}:{address.Port}";
        return exception switch
        {
            OnvifException { Reason: FailureReasons.Unauthorized } e => new(
                $"{e.Message}{TextOf(clockOffset)} The next attempt is in half an hour, or when the address is changed.", RefusalPause),
            OnvifException { Reason: FailureReasons.NotFound } e when !hadBegun => new(
                $"{e.Message} If it has none, switch this off and use motion detection, which works with any camera."),
            OnvifException { Reason: FailureReasons.NotFound } e => new(e.Message),
            OnvifException e when !hadBegun => new(
                $"{e.Message} Cameras take few subscriptions at once: end those of other programs, or restart the camera."),
            OnvifException e => new($"The camera ended the subscription. {e.Message}"),
            ForbiddenAddressException e => new(e.Message, RefusalPause),
            HttpRequestException { InnerException: ForbiddenAddressException e } => new(e.Message, RefusalPause),
            TimeoutException => new($"{where} did not answer over ONVIF in time: check that the camera is on, and its port for ONVIF."),
            HttpRequestException or IOException => new($"{where} cannot be reached over ONVIF: check that the camera is on, and its port for ONVIF."),
            _ => null,
        };
    }

    private static string TextOf(TimeSpan? offset)
    {
        if (!(offset?.Duration() > NotedOffset))
        {
            return "";
        }

        var minutes = (long)Math.Round(offset.Value.Duration().TotalMinutes);
        var length = minutes >= 60 ? $"{minutes / 60} h {minutes % 60} min" : $"{minutes} min";
        return $" Its clock is {length} {(offset > TimeSpan.Zero ? "ahead" : "behind")}, which some cameras take for a wrong password: set it.";
    }
}
