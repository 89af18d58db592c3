using System.Collections.Concurrent;
using System.Net;
using FalconEye.Onvif.Discovery;
using FalconEye.Orchestration;

namespace FalconEye.Discovery.Network;

/// <summary>
/// Looks through networks for cameras: first which ports are open, then, as soon as an address has one, what is behind it.
/// </summary>
internal sealed class NetworkScan(DiscoveryOptions options, IWorkloadOrchestrator orchestrator, PortSweep sweep, HostIdentification hosts)
{
    /// <summary>A client need not hear of each of a thousand addresses.</summary>
    private const int ProgressSteps = 50;

    /// <summary>Scans, and tells what is found when it is found.</summary>
    internal async Task RunAsync(IReadOnlyList<ScanSubnet> subnets, Action<ScanEvent> publish, CancellationToken cancellationToken)
    {
        var ports = options.Ports;
        publish(new NetworkSelected([.. subnets.Select(subnet => subnet.ToString())], ports));
        var own = new OwnPorts(options.ServerPorts, orchestrator);
        List<IPAddress> addresses = [.. subnets.SelectMany(subnet => subnet.Addresses()).Distinct()];
        var (scanned, step) = (0, Math.Max(1, addresses.Count / ProgressSteps));
        publish(new ScanProgressed(0, addresses.Count));
        var announced = OnvifIdentification.ProbeNetworksAsync(cancellationToken);
        ConcurrentBag<Task> identifications = [announced];
        try
        {
            await Parallel.ForEachAsync(addresses, new ParallelOptions { MaxDegreeOfParallelism = SocketBudget.Sweep, CancellationToken = cancellationToken }, async (address, stop) =>
            {
                var open = await sweep.FindOpenAsync(address, ports.Where(port => !own.Contains(address, port)), stop);
                identifications.Add(IdentifyAsync(address, open, announced, publish, cancellationToken));
                if (Interlocked.Increment(ref scanned) is var count && (count % step == 0 || count == addresses.Count))
                {
                    publish(new ScanProgressed(count, addresses.Count));
                }
            });
        }
        finally
        {
            await Task.WhenAll(identifications);
        }
    }

    private async Task IdentifyAsync(
        IPAddress address,
        IReadOnlyList<int> open,
        Task<ILookup<IPAddress, DiscoveredDevice>> announced,
        Action<ScanEvent> publish,
        CancellationToken cancellationToken)
    {
        var (cameras, notes) = await hosts.IdentifyAsync(address, open, [.. (await announced)[address]], cancellationToken);
        foreach (var camera in cameras)
        {
            publish(new NetworkCameraEvent(camera));
        }

        foreach (var note in notes)
        {
            publish(new ScanTargetFailed(note));
        }
    }
}
