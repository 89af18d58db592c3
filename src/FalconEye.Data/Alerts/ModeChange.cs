using System.Text.Json.Serialization;

namespace FalconEye.Data.Alerts;

/// <summary>A change of the armed mode on some days of each week.</summary>
/// <param name="Days">The days, of <c>mon</c> to <c>sun</c>.</param>
/// <param name="Time">When, by the clock on the wall, such as <c>08:00</c>.</param>
/// <param name="Mode">The mode from then on.</param>
public sealed record ModeChange(
    IReadOnlyList<string> Days, string Time, [property: JsonConverter(typeof(JsonStringEnumConverter<ArmedMode>))] ArmedMode Mode);
