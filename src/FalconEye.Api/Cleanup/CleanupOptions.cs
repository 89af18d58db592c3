namespace FalconEye.Api.Cleanup;

/// <summary>How to clean up.</summary>
public sealed record CleanupOptions
{
    /// <summary>Only tells what would be done.</summary>
    public bool DryRun { get; init; }

    /// <summary>Does it even if it looks wrong.</summary>
    public bool Force { get; init; }

    /// <summary>What is younger may belong to what is just being added, and is left alone.</summary>
    public TimeSpan OlderThan { get; init; } = TimeSpan.FromMinutes(5);
}
