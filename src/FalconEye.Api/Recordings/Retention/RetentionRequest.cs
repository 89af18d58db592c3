using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Recordings.Retention;

/// <summary>New limits of what is kept. What is absent stays as it is; 0 is no limit.</summary>
public sealed record RetentionRequest
{
    internal const int MostDays = 36_500;
    internal const double MostGb = 1_000_000;
    internal const double MostFreePercent = 90;

    /// <summary>Days that recordings are kept.</summary>
    [Range(0, MostDays, ErrorMessage = "keep_days is a whole number of days from 0 (no limit) to 36500.")]
    public int? KeepDays { get; init; }

    /// <summary>Days that recordings with events are kept, if that is longer.</summary>
    [Range(0, MostDays, ErrorMessage = "keep_event_days is a whole number of days from 0 (as other recordings) to 36500.")]
    public int? KeepEventDays { get; init; }

    /// <summary>Gigabytes that recordings may take.</summary>
    [Range(0, MostGb, ErrorMessage = "max_gb is a number of gigabytes from 0 (no limit) to 1000000.")]
    public double? MaxGb { get; init; }

    /// <summary>Per cent of each disk that stay free.</summary>
    [Range(0, MostFreePercent, ErrorMessage = "min_free_percent is a number from 0 (no limit) to 90.")]
    public double? MinFreePercent { get; init; }

    /// <summary>Gigabytes of each disk that stay free.</summary>
    [Range(0, MostGb, ErrorMessage = "min_free_gb is a number of gigabytes from 0 (no limit) to 1000000.")]
    public double? MinFreeGb { get; init; }
}
