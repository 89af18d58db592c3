using System.Globalization;
using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Recordings.Retention;

/// <summary>Reads the limits of the environment, in which 0 is no limit.</summary>
internal static class RetentionSettings
{
    internal static RetentionLimits Read(SettingsReader settings)
    {
        return RetentionLimits.None.With(new()
        {
            KeepDays = settings.Number("RETENTION_KEEP_DAYS", 0, 0, RetentionRequest.MostDays),
            KeepEventDays = settings.Number("RETENTION_KEEP_EVENT_DAYS", 0, 0, RetentionRequest.MostDays),
            MaxGb = Number("RETENTION_MAX_GB", RetentionRequest.MostGb),
            MinFreePercent = Number("RETENTION_MIN_FREE_PERCENT", RetentionRequest.MostFreePercent),
            MinFreeGb = Number("RETENTION_MIN_FREE_GB", RetentionRequest.MostGb),
        });

        double Number(string name, double most) =>
            settings.Parse(name, 0, text => Parse(text, most), string.Create(CultureInfo.InvariantCulture, $"a number from 0 (no limit) to {most}"));
    }

    /// <returns><see langword="null"/> for what is no number between 0 and the most.</returns>
    internal static double? Parse(string? text, double most) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= most ? number : null;
}
