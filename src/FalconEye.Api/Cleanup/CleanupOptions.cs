namespace FalconEye.Api.Cleanup;

/// <summary>How to clean up.</summary>
/// <param name="DryRun">Only tells what would be done.</param>
/// <param name="Force">Does it even if it looks wrong.</param>
public sealed record CleanupOptions(bool DryRun = false, bool Force = false);
