using FalconEye.Cluster.Tests;
using FalconEye.KubernetesApi.Kubelet;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

[assembly: AssemblyFixture(typeof(RealProgramsCluster))]

namespace FalconEye.Cluster.Tests;

/// <summary>
/// A cluster whose pods run the relay, the recorder and <c>motion</c> for real, with a USB camera at <see cref="Device"/> of each node.
/// </summary>
public sealed class RealProgramsCluster : ClusterFixture
{
    internal const string Device = "/dev/video7";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Cluster.StartFileServersAsync(TestContext.Current.CancellationToken);
    }

    protected override async Task<NodesOptions> DescribeNodesAsync(CancellationToken cancellationToken) => new()
    {
        Images = new Dictionary<string, PodProgram>
        {
            ["falcon-eye-camera-rtsp"] = PodProgram.Process(ProgramFile.Find("FalconEye.Relay")),
            ["falcon-eye-camera-usb"] = PodProgram.Motion((await FakeVideoDevice.CreateAsync(Device, cancellationToken)).Environment),
            ["falcon-eye-recorder"] = PodProgram.Process(ProgramFile.Find("FalconEye.Recorder")),
            ["nginx"] = PodProgram.InProcess(FileServer.RunAsync),
        },
        Devices = [Device],
    };
}
