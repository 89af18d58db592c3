namespace FalconEye.Discovery;

/// <summary>Something that happened in a scan, in the order in which it happened.</summary>
/// <param name="Kind">The event's name for clients.</param>
internal abstract record ScanEvent(string Kind)
{
    /// <summary>What clients get as its data.</summary>
    internal abstract object Payload { get; }
}

internal sealed record ScanStarted(IReadOnlyList<string> Nodes) : ScanEvent("started")
{
    internal override object Payload => new { Nodes };
}

/// <summary>It is known which addresses the scan looks at.</summary>
internal sealed record NetworkSelected(IReadOnlyList<string> Subnets, IReadOnlyList<int> Ports) : ScanEvent("network")
{
    internal override object Payload => new { Subnets, Ports };
}

/// <summary>How many of the network's addresses are done.</summary>
internal sealed record ScanProgressed(int Scanned, int Total) : ScanEvent("progress")
{
    internal override object Payload => new { Scanned, Total };
}

/// <summary>A USB camera was found.</summary>
internal sealed record UsbCameraEvent(UsbCameraFound Camera) : ScanEvent("camera")
{
    internal override object Payload => Camera;
}

/// <summary>A network camera was found.</summary>
internal sealed record NetworkCameraEvent(NetworkCameraFound Camera) : ScanEvent("network_camera")
{
    internal override object Payload => Camera;
}

/// <summary>A place could not be looked at, or what was found there cannot be used; the sentence says what to do.</summary>
internal sealed record ScanTargetFailed(string Error) : ScanEvent("error")
{
    internal override object Payload => new { Error };
}

/// <summary>The scan is over.</summary>
internal sealed record ScanEnded(ScanResponse Result) : ScanEvent("done")
{
    internal override object Payload => Result;
}
