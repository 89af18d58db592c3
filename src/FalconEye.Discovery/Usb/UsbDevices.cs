using System.Collections.Concurrent;
using FalconEye.Orchestration.Nodes;

namespace FalconEye.Discovery.Usb;

/// <summary>The cameras plugged into nodes: read when asked, and remembered, so that a device is known again by any of its names.</summary>
internal sealed class UsbDevices(DiscoveryOptions options, KnownHosts knownHosts)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<VideoDevice>> _lastSeen = new();

    /// <summary>Reads a node's cameras: this machine's directly, another's over SSH.</summary>
    /// <exception cref="NodeUnreadableException">The node did not let us; the message says what to do.</exception>
    internal async Task<IReadOnlyList<VideoDevice>> ReadAsync(Node node, CancellationToken cancellationToken)
    {
        var output = IsThisMachine(node)
            ? await LocalShell.RunListingAsync(cancellationToken)
            : await Shell().RunListingAsync(node, cancellationToken);
        IReadOnlyList<VideoDevice> cameras = [.. VideoDeviceListing.Parse(output).Where(device => device.IsCamera)];
        _lastSeen[node.Name] = cameras;
        return cameras;
    }

    /// <summary>
    /// The camera that a path means on a node now: this machine is asked at once, of another the last scan is remembered.
    /// </summary>
    /// <returns><see langword="null"/> when no one knows, as before the first scan of a node.</returns>
    internal async Task<VideoDevice?> FindAsync(Node node, string path, CancellationToken cancellationToken)
    {
        try
        {
            var cameras = IsThisMachine(node)
                ? await ReadAsync(node, cancellationToken)
                : _lastSeen.GetValueOrDefault(node.Name, []);
            return cameras.FirstOrDefault(camera => camera.Names.Contains(path));
        }
        catch (NodeUnreadableException)
        {
            return null;
        }
    }

    private SshShell Shell() => options.Ssh is { } access
        ? new SshShell(access, knownHosts)
        : throw new NodeUnreadableException(
            "the server has no SSH login for it. Set SSH_USER and SSH_PRIVATE_KEY (or SSH_PASSWORD), and its USB cameras are listed too.");

    private bool IsThisMachine(Node node) => !options.IsInCluster && node.Name == Environment.MachineName;
}
