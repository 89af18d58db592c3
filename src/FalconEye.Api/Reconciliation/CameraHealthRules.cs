using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Reconciliation;

/// <summary>Decides a camera's status from what was observed before and now. Pure: it changes nothing.</summary>
internal static class CameraHealthRules
{
    /// <summary>A workload that was well may be silent for this long before its status changes, so that nothing flickers.</summary>
    internal static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(8);

    /// <param name="before">The status until now, and its reason.</param>
    /// <param name="now">What the workload says now.</param>
    /// <param name="silentFor">How long the workload has not answered; <see langword="null"/> if it never did.</param>
    /// <param name="comingUpFor">How long the camera has been coming up.</param>
    /// <param name="creatingTimeout">How long that may take.</param>
    /// <returns>The status, and whether the time to come up is over.</returns>
    internal static (CameraHealth Health, bool HasTimedOut) Evaluate(
        CameraHealth before, CameraHealth now, TimeSpan? silentFor, TimeSpan comingUpFor, TimeSpan creatingTimeout)
    {
        if (now.Status != CameraStatus.Creating)
        {
            return (now, false);
        }

        if (before.Status == CameraStatus.Running)
        {
            return (new(silentFor < StallTimeout ? CameraStatus.Running : CameraStatus.Creating), false);
        }

        if (comingUpFor > creatingTimeout)
        {
            var reason = $"The camera did not come up within {creatingTimeout.TotalMinutes:0.#} minutes. {now.Reason}".TrimEnd();
            return (new(CameraStatus.Error, reason), true);
        }

        return (before.Status == CameraStatus.Error ? before : new(CameraStatus.Creating), false);
    }
}
