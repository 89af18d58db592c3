using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Observing;

/// <summary>Explains what a pod's conditions and container states mean for the user who waits for a camera. Pure.</summary>
internal static class PodReader
{
    /// <param name="pod">The pod.</param>
    /// <param name="node">The node that it is on, if that is known.</param>
    internal static PodState Read(V1Pod pod, V1Node? node)
    {
        if (pod.Spec?.NodeName is { Length: > 0 } name && (node is null || !NodeReader.IsReady(node)))
        {
            return new(WorkloadPhase.Failing, NodeReader.UnreachableReason(name));
        }

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            return new(WorkloadPhase.Starting, "It is being ended.");
        }

        if (pod.Status?.Phase == "Failed")
        {
            return new(WorkloadPhase.Failing, $"The cluster ended it: {FirstOf(pod.Status.Message, pod.Status.Reason, "no reason was given")}");
        }

        var container = pod.Status?.ContainerStatuses?.FirstOrDefault();
        return container is null ? ReadScheduling(pod) : ReadContainer(container);
    }

    /// <summary>How often the pod's program was started again.</summary>
    internal static int RestartsOf(V1Pod? pod) => pod?.Status?.ContainerStatuses?.Sum(container => container.RestartCount) ?? 0;

    private static PodState ReadScheduling(V1Pod pod)
    {
        var scheduled = pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "PodScheduled");
        return scheduled is { Status: "False", Reason: "Unschedulable" }
            ? new(WorkloadPhase.Failing, $"No node of the cluster takes it: {scheduled.Message}")
            : new(WorkloadPhase.Starting);
    }

    private static PodState ReadContainer(V1ContainerStatus container) => container.State switch
    {
        { Running: not null } => new(container.Ready ? WorkloadPhase.Running : WorkloadPhase.Starting, container.Ready ? null : ReasonOfLastEnd(container)),
        { Terminated: { } ended } => new(WorkloadPhase.Failing, ReasonOf(ended)),
        { Waiting: { } waiting } => ReadWaiting(container, waiting),
        _ => new(WorkloadPhase.Starting),
    };

    private static PodState ReadWaiting(V1ContainerStatus container, V1ContainerStateWaiting waiting) => waiting.Reason switch
    {
        "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName" or "ErrImageNeverPull" or "RegistryUnavailable" => new(
            WorkloadPhase.Failing, $"The image {container.Image} cannot be pulled: {FirstOf(waiting.Message, waiting.Reason)}"),
        "CrashLoopBackOff" => new(
            WorkloadPhase.Failing, $"{ReasonOfLastEnd(container) ?? "It ends again and again."} It is started again with growing pauses."),
        "CreateContainerConfigError" or "CreateContainerError" or "RunContainerError" or "PreCreateHookError" or "PostStartHookError" => new(
            WorkloadPhase.Failing, $"Its container cannot be started: {FirstOf(waiting.Message, waiting.Reason)}"),
        _ => new(WorkloadPhase.Starting, ReasonOfLastEnd(container)),
    };

    private static string? ReasonOfLastEnd(V1ContainerStatus container) => container.LastState?.Terminated is { } ended ? ReasonOf(ended) : null;

    private static string ReasonOf(V1ContainerStateTerminated ended) => ended.Reason switch
    {
        "OOMKilled" => "It needed more memory than its limit allows and was ended.",
        "Completed" => "It ended by itself.",
        _ => $"It ended with code {ended.ExitCode}{(ended.Message is { Length: > 0 } message ? $": {message.Trim()}" : ".")}",
    };

    private static string FirstOf(params string?[] texts) => texts.First(text => !string.IsNullOrEmpty(text))!;
}
