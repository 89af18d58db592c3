using System.ComponentModel.DataAnnotations;
using FalconEye.Data.Cameras;

namespace FalconEye.Api.Recordings.Retention;

/// <summary>A camera's own limits. In a request, what is absent stays as it is and 0 removes a limit.</summary>
public sealed record CameraRetention
{
    /// <summary>Days that its recordings are kept; null for the whole system's.</summary>
    [Range(0, RetentionRequest.MostDays, ErrorMessage = "keep_days is a whole number of days from 0 (as the whole system) to 36500.")]
    public int? KeepDays { get; init; }

    /// <summary>Days that its recordings with events are kept, if that is longer; null for the whole system's.</summary>
    [Range(0, RetentionRequest.MostDays, ErrorMessage = "keep_event_days is a whole number of days from 0 (as the whole system) to 36500.")]
    public int? KeepEventDays { get; init; }

    /// <summary>Gigabytes that its recordings may take; null for no limit of its own.</summary>
    [Range(0, RetentionRequest.MostGb, ErrorMessage = "max_gb is a number of gigabytes from 0 (no limit) to 1000000.")]
    public double? MaxGb { get; init; }

    /// <summary>The limits that a camera has.</summary>
    internal static CameraRetention Of(Camera camera) =>
        new() { KeepDays = camera.KeepDays, KeepEventDays = camera.KeepEventDays, MaxGb = camera.MaxGb };
}
