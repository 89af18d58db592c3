using k8s.Models;

namespace FalconEye.Deploy.Tests.Manifests;

/// <summary>
/// The "restricted" pod security standard (https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted), as far as
/// pods of Linux can break it.
/// </summary>
public static class RestrictedStandard
{
    /// <summary>What a pod breaks, a sentence each.</summary>
    public static IReadOnlyList<string> Violations(V1PodSpec pod) =>
    [
        .. OfThePod(pod),
        .. (pod.InitContainers ?? []).Concat(pod.Containers).SelectMany(container => OfAContainer(container, pod.SecurityContext)),
    ];

    private static IEnumerable<string> OfThePod(V1PodSpec pod)
    {
        if (pod.HostNetwork == true || pod.HostPID == true || pod.HostIPC == true)
        {
            yield return "shares its node's namespaces";
        }

        foreach (var volume in pod.Volumes ?? [])
        {
            if (volume is not ({ EmptyDir: not null } or { ConfigMap: not null } or { Secret: not null } or { Projected: not null } or
                { PersistentVolumeClaim: not null } or { DownwardAPI: not null } or { Ephemeral: not null } or { Csi: not null }))
            {
                yield return $"volume {volume.Name} is of a kind that is not allowed";
            }
        }
    }

    private static IEnumerable<string> OfAContainer(V1Container container, V1PodSecurityContext? pod)
    {
        var own = container.SecurityContext ?? new V1SecurityContext();
        if ((own.RunAsNonRoot ?? pod?.RunAsNonRoot) != true || (own.RunAsUser ?? pod?.RunAsUser) == 0)
        {
            yield return $"{container.Name} may run as root";
        }

        if (own.Privileged == true || own.AllowPrivilegeEscalation != false)
        {
            yield return $"{container.Name} may gain privileges";
        }

        if (own.Capabilities?.Drop?.Contains("ALL") != true)
        {
            yield return $"{container.Name} keeps capabilities";
        }

        if ((own.Capabilities?.Add ?? []).Any(capability => capability != "NET_BIND_SERVICE"))
        {
            yield return $"{container.Name} adds capabilities";
        }

        if ((own.SeccompProfile ?? pod?.SeccompProfile)?.Type is not ("RuntimeDefault" or "Localhost"))
        {
            yield return $"{container.Name} has no seccomp profile";
        }

        if (container.Ports?.Any(port => port.HostPort > 0) == true)
        {
            yield return $"{container.Name} takes a port of its node";
        }
    }
}
