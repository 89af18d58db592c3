using FalconEye.Cluster.Tests;
using FalconEye.KubernetesApi.Kubelet;

[assembly: AssemblyFixture(typeof(SimulatedProgramsCluster))]

namespace FalconEye.Cluster.Tests;

/// <summary>A cluster whose pods only say that they are well: many of them cost little.</summary>
public sealed class SimulatedProgramsCluster : ClusterFixture
{
    protected override Task<NodesOptions> DescribeNodesAsync(CancellationToken cancellationToken) => Task.FromResult(new NodesOptions
    {
        Images = new Dictionary<string, PodProgram>
        {
            ["falcon-eye-camera-rtsp"] = PodProgram.InProcess(FakeRelay.RunAsync),
            ["falcon-eye-recorder"] = PodProgram.InProcess(FakeRecorder.RunAsync),
        },
    });
}
