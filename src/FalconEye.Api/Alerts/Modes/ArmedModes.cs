using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Modes;

/// <summary>The armed modes, as they are written on the wire.</summary>
internal static class ArmedModes
{
    /// <summary>What is said of an unknown one.</summary>
    internal const string Problem = "mode is home, away or off.";

    /// <summary>The name of a mode.</summary>
    internal static string NameOf(ArmedMode mode) => mode.ToString().ToLowerInvariant();
}
