using System.Collections.Concurrent;
using FalconEye.Orchestration;

namespace FalconEye.Api.Auth;

/// <summary>Which workload was last found at an address, for all clients that call workloads.</summary>
internal sealed class WorkloadAddresses
{
    /// <summary>Workloads by host and port.</summary>
    internal ConcurrentDictionary<string, WorkloadKey> ByAuthority { get; } = new();
}
