using FalconEye.Cluster.Tests;
using FalconEye.KubernetesApi.Kubelet;

[assembly: AssemblyFixture(typeof(StandIns))]

namespace FalconEye.Cluster.Tests;

/// <summary>A cluster whose pods only say that they are well: many of them cost little.</summary>
public sealed class StandIns : ClusterFixture
{
    protected override Task<NodesOptions> DescribeNodesAsync(CancellationToken cancellationToken) => Task.FromResult(new NodesOptions
    {
        Images = new Dictionary<string, PodProgram>
        {
            ["falcon-eye-camera-rtsp"] = PodProgram.InProcess(StandInRelay.RunAsync),
            ["falcon-eye-recorder"] = PodProgram.InProcess(StandInRecorder.RunAsync),
        },
    });
}
