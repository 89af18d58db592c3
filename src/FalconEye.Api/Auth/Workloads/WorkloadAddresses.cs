using System.Collections.Concurrent;
using FalconEye.Orchestration;

namespace FalconEye.Api.Auth.Workloads;

/// <summary>Which workload was last found at an address, for all clients that call workloads.</summary>
internal sealed class WorkloadAddresses
{
    private const int MaxSpare = 64;

    /// <summary>Workloads by host and port.</summary>
    internal ConcurrentDictionary<string, WorkloadKey> ByAuthority { get; } = new();

    /// <summary>Remembers where a workload was found. Forgets all others once there are many more than workloads.</summary>
    internal void Remember(string authority, WorkloadKey key, int workloads)
    {
        if (ByAuthority.Count > (2 * workloads) + MaxSpare)
        {
            ByAuthority.Clear();
        }

        ByAuthority[authority] = key;
    }
}
