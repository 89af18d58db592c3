namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>A container cannot be made yet.</summary>
/// <param name="reason">As the container's waiting state names it.</param>
/// <param name="message">What is missing.</param>
internal sealed class ContainerSetupException(string reason, string message) : Exception(message)
{
    internal string Reason { get; } = reason;
}
