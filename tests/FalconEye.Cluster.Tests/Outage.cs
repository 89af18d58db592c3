using FalconEye.KubernetesApi.Kubelet;

namespace FalconEye.Cluster.Tests;

/// <summary>Gives a node its power back in any case: a test that fails must not leave the others without a node.</summary>
internal sealed class Outage(FakeNodes nodes, string node) : IDisposable
{
    public void Dispose() => nodes.PowerOn(node);
}
