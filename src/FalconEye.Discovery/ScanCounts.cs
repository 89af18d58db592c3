namespace FalconEye.Discovery;

/// <summary>Gathers a scan's events into its result.</summary>
/// <param name="nodes">The nodes that are looked at.</param>
internal sealed class ScanCounts(IReadOnlyList<string> nodes)
{
    private readonly List<UsbCameraFound> _usb = [];
    private readonly List<NetworkCameraFound> _network = [];
    private readonly List<string> _errors = [];
    private IReadOnlyList<string> _subnets = [];

    /// <summary>The nodes that are looked at.</summary>
    internal IReadOnlyList<string> Nodes => nodes;

    internal void Add(ScanEvent item)
    {
        switch (item)
        {
            case UsbCameraEvent seen:
                _usb.Add(seen.Camera);
                break;
            case NetworkCameraEvent seen:
                _network.Add(seen.Camera);
                break;
            case ScanTargetFailed failed:
                _errors.Add(failed.Error);
                break;
            case NetworkSelected chosen:
                _subnets = chosen.Subnets;
                break;
        }
    }

    internal ScanResponse ToResponse(TimeSpan elapsed) =>
        new(_usb, _network, _usb.Count + _network.Count, nodes, _subnets, _errors, (long)elapsed.TotalMilliseconds);
}
