namespace FalconEye.Data.Alerts;

/// <summary>What became of a delivery.</summary>
public enum DeliveryState
{
    /// <summary>It is sent at its next attempt.</summary>
    Pending,

    /// <summary>It is being sent, by anyone who has claimed it.</summary>
    Sending,

    /// <summary>The channel has taken it.</summary>
    Delivered,

    /// <summary>It was given up.</summary>
    Failed,
}
