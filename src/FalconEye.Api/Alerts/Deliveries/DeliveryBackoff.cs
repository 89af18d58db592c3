namespace FalconEye.Api.Alerts.Deliveries;

/// <summary>When a delivery is tried again, and when it is given up. Pure.</summary>
internal static class DeliveryBackoff
{
    /// <summary>After this time a delivery is given up.</summary>
    internal static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(15),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
    ];

    /// <summary>When to try again.</summary>
    /// <param name="attempts">How often it was tried.</param>
    /// <param name="createdAt">When it was stored.</param>
    /// <param name="now">Now.</param>
    /// <returns><see langword="null"/> when it is given up.</returns>
    internal static DateTime? Next(int attempts, DateTime createdAt, DateTime now)
    {
        var next = now + Pauses[Math.Clamp(attempts, 1, Pauses.Length) - 1];
        return next - createdAt > GiveUpAfter ? null : next;
    }
}
