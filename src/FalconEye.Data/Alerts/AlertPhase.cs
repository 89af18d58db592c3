namespace FalconEye.Data.Alerts;

/// <summary>What a delivery tells of.</summary>
public enum AlertPhase
{
    /// <summary>That something happened or began.</summary>
    Begin,

    /// <summary>That it is over.</summary>
    End,

    /// <summary>That the channel works.</summary>
    Test,
}
