using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Modes;

/// <summary>A change of the armed mode on some days of each week.</summary>
/// <param name="Days">The days, of <c>mon</c> to <c>sun</c>.</param>
/// <param name="Time">When, such as <c>08:00</c>.</param>
/// <param name="Mode">The mode from then on: <c>home</c>, <c>away</c> or <c>off</c>.</param>
public sealed record ModeChangeBody(IReadOnlyList<string>? Days, string? Time, string? Mode)
{
    internal static ModeChangeBody From(ModeChange change) => new(change.Days, change.Time, ArmedModes.NameOf(change.Mode));

    /// <summary>The same as the schedule takes it, which checks the rest; <see langword="null"/> if the mode is none.</summary>
    internal ModeChange? ToChange() => WireName<ArmedMode>.TryParse(Mode, out var mode) ? new(Days ?? [], Time ?? "", mode.Value) : null;
}
