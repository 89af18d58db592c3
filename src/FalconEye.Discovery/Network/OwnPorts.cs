using System.Net;
using FalconEye.Orchestration;

namespace FalconEye.Discovery.Network;

/// <summary>Where this server and the programs of its cameras listen: a scan must not find what it started itself.</summary>
internal sealed class OwnPorts
{
    private readonly IReadOnlySet<IPAddress> _addresses = OwnNetworks.Addresses();
    private readonly HashSet<int> _ports;
    private readonly HashSet<(string Host, int Port)> _elsewhere;

    internal OwnPorts(IReadOnlyList<int> serverPorts, IWorkloadOrchestrator orchestrator)
    {
        var workloads = orchestrator.List().SelectMany(workload => new[] { workload.Address, workload.ControlAddress }).OfType<Uri>().ToList();
        _ports = [.. serverPorts, .. workloads.Where(address => address.IsLoopback).Select(address => address.Port)];
        _elsewhere = [.. workloads.Select(address => (address.Host, address.Port))];
    }

    internal bool Contains(IPAddress address, int port) =>
        (_ports.Contains(port) && (IPAddress.IsLoopback(address) || _addresses.Contains(address))) || _elsewhere.Contains((address.ToString(), port));
}
