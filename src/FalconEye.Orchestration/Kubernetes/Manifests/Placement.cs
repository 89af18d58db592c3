using FalconEye.Contracts.Cameras;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Manifests;

/// <summary>Where a workload's pod may run, and for how long after its node has gone silent.</summary>
internal static class Placement
{
    /// <summary>Kubernetes' own five minutes would be five minutes of footage.</summary>
    private const long SecondsBeforeMoving = 30;

    /// <summary>A preference, so that a workload whose node dies moves elsewhere; what must not move has a node selector.</summary>
    internal static V1Affinity? AffinityOf(WorkloadSpec spec) => spec.PreferredNodeName is not { } node ? null : new V1Affinity
    {
        NodeAffinity = new V1NodeAffinity
        {
            PreferredDuringSchedulingIgnoredDuringExecution =
            [
                new V1PreferredSchedulingTerm
                {
                    Weight = 100,
                    Preference = new V1NodeSelectorTerm
                    {
                        MatchExpressions =
                        [
                            new V1NodeSelectorRequirement { Key = ClusterLabels.HostName, OperatorProperty = "In", Values = [node] },
                        ],
                    },
                },
            ],
        },
    };

    internal static List<V1Toleration> TolerationsOf(WorkloadSpec spec, KubernetesOptions options)
    {
        // A USB camera cannot go elsewhere: its pods stay, and go on when the node is back.
        long? timeout = spec.Protocol == CameraProtocol.Usb ? null : SecondsBeforeMoving;
        List<V1Toleration> tolerations = [Silent("node.kubernetes.io/not-ready"), Silent("node.kubernetes.io/unreachable")];
        if ((spec.NodeName ?? spec.PreferredNodeName) is { } node && options.JetsonNodes.Contains(node))
        {
            tolerations.Add(new V1Toleration { Key = "dedicated", OperatorProperty = "Equal", Value = "jetson", Effect = "NoSchedule" });
        }

        return tolerations;

        V1Toleration Silent(string taint) => new() { Key = taint, OperatorProperty = "Exists", Effect = "NoExecute", TolerationSeconds = timeout };
    }
}
