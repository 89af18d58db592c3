namespace FalconEye.Data.Alerts;

/// <summary>Which rules apply: each names the modes that it applies in.</summary>
public enum ArmedMode
{
    /// <summary>Someone is at home.</summary>
    Home,

    /// <summary>Everyone has left.</summary>
    Away,

    /// <summary>Only what applies always.</summary>
    Off,
}
