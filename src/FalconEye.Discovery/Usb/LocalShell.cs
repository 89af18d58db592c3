using System.ComponentModel;
using FalconEye.Processes;

namespace FalconEye.Discovery.Usb;

/// <summary>Runs the listing on this machine: the same script, so that there is one way to read devices.</summary>
internal static class LocalShell
{
    /// <summary>A folder that holds the /sys, /dev and /run to read instead of this machine's.</summary>
    private const string DevicesRoot = "VIDEO_DEVICES_ROOT";

    /// <returns>What the listing printed.</returns>
    /// <exception cref="NodeUnreadableException">The shell could not be started.</exception>
    internal static async Task<string> RunListingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var shell = await ChildProcess.StartAsync(new ProcessSpec("/bin/sh")
            {
                Arguments = ["-s"],
                Environment = EnvironmentOfListing(),
                StandardInput = VideoDeviceListing.Script,
                ReadsStandardOutput = true,
            });
            return await ListingText.ReadAsync(shell.StandardOutput, cancellationToken);
        }
        catch (Win32Exception e)
        {
            throw new NodeUnreadableException($"its shell could not be started: {e.Message}", e);
        }
    }

    private static Dictionary<string, string> EnvironmentOfListing() =>
        Environment.GetEnvironmentVariable(DevicesRoot) is { } root ? new() { [DevicesRoot] = root } : [];
}
