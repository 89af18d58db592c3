using FalconEye.Orchestration.Kubernetes.Observing;
using k8s.Models;

namespace FalconEye.Orchestration.Tests.Kubernetes;

public sealed class PodReaderTests
{
    private static readonly V1Node Ready = NodeThatIs("True");

    [Theory]
    [InlineData("ErrImagePull", "The image ghcr.io/x:1 cannot be pulled: not found")]
    [InlineData("ImagePullBackOff", "The image ghcr.io/x:1 cannot be pulled: not found")]
    [InlineData("CreateContainerConfigError", "Its container cannot be started: not found")]
    public void A_container_that_cannot_start_fails_with_the_reason(string reason, string words)
    {
        var state = PodReader.Read(PodWith(new V1ContainerStatus { Image = "ghcr.io/x:1", State = Waiting(reason, "not found") }), Ready);

        Assert.Equal(new PodState(WorkloadPhase.Failing, words), state);
    }

    [Theory]
    [InlineData("ContainerCreating")]
    [InlineData("PodInitializing")]
    public void A_container_being_created_is_starting(string reason) =>
        Assert.Equal(new PodState(WorkloadPhase.Starting), PodReader.Read(PodWith(new V1ContainerStatus { State = Waiting(reason, null) }), Ready));

    [Fact]
    public void A_crash_loop_reports_the_last_exit()
    {
        var state = PodReader.Read(
            PodWith(new V1ContainerStatus { State = Waiting("CrashLoopBackOff", "back-off 5m0s"), LastState = Ended(78, "Error", "RTSP_URL is not set") }), Ready);

        Assert.Equal(WorkloadPhase.Failing, state.Phase);
        Assert.Contains("ended with code 78: RTSP_URL is not set", state.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_out_of_memory_kill_is_reported()
    {
        var state = PodReader.Read(PodWith(new V1ContainerStatus { State = Ended(137, "OOMKilled", null) }), Ready);

        Assert.Equal(WorkloadPhase.Failing, state.Phase);
        Assert.Contains("memory", state.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_is_running_once_its_probe_succeeds()
    {
        var running = new V1ContainerState { Running = new V1ContainerStateRunning() };

        Assert.Equal(WorkloadPhase.Starting, PodReader.Read(PodWith(new V1ContainerStatus { State = running, Ready = false }), Ready).Phase);
        Assert.Equal(WorkloadPhase.Running, PodReader.Read(PodWith(new V1ContainerStatus { State = running, Ready = true }), Ready).Phase);
    }

    [Fact]
    public void An_unschedulable_pod_reports_the_reason()
    {
        var pod = PodWith(null);
        pod.Spec.NodeName = null;
        pod.Status.Conditions = [new V1PodCondition { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = "0/3 nodes are available: 3 Insufficient cpu." }];

        Assert.Equal(new PodState(WorkloadPhase.Failing, "No node of the cluster takes it: 0/3 nodes are available: 3 Insufficient cpu."), PodReader.Read(pod, null));
    }

    [Theory]
    [InlineData("Unknown")]
    [InlineData("False")]
    [InlineData(null)]
    public void A_pod_on_an_unresponsive_node_is_reported_as_unreachable(string? ready)
    {
        var pod = PodWith(new V1ContainerStatus { State = new V1ContainerState { Running = new V1ContainerStateRunning() }, Ready = true });

        var state = PodReader.Read(pod, ready is null ? null : NodeThatIs(ready));

        Assert.Equal(WorkloadPhase.Failing, state.Phase);
        Assert.StartsWith("Node node-1 is unreachable", state.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_is_shown_with_address_taints_and_kind()
    {
        var node = NodeThatIs("True");
        node.Spec = new V1NodeSpec { Taints = [new V1Taint { Key = "dedicated", Value = "jetson", Effect = "NoSchedule" }, new V1Taint { Key = "x", Effect = "NoExecute" }] };
        node.Status.Addresses = [new V1NodeAddress { Type = "Hostname", Address = "node-1" }, new V1NodeAddress { Type = "InternalIP", Address = "10.0.0.7" }];
        node.Status.NodeInfo = new V1NodeSystemInfo { Architecture = "arm64", OperatingSystem = "linux" };

        var shown = NodeReader.Read(node);

        Assert.Equal(("node-1", "10.0.0.7", true, "arm64", "linux"), (shown.Name, shown.Ip, shown.Ready, shown.Architecture, shown.Os));
        Assert.Equal(["dedicated=jetson:NoSchedule", "x:NoExecute"], shown.Taints);
    }

    private static V1Pod PodWith(V1ContainerStatus? container) => new()
    {
        Metadata = new V1ObjectMeta { Name = "pod" },
        Spec = new V1PodSpec { NodeName = "node-1" },
        Status = new V1PodStatus { Phase = "Running", ContainerStatuses = container is null ? null : [container] },
    };

    private static V1Node NodeThatIs(string ready) => new()
    {
        Metadata = new V1ObjectMeta { Name = "node-1" },
        Status = new V1NodeStatus { Conditions = [new V1NodeCondition { Type = "Ready", Status = ready }] },
    };

    private static V1ContainerState Waiting(string reason, string? message) =>
        new() { Waiting = new V1ContainerStateWaiting { Reason = reason, Message = message } };

    private static V1ContainerState Ended(int code, string reason, string? message) =>
        new() { Terminated = new V1ContainerStateTerminated { ExitCode = code, Reason = reason, Message = message } };
}
