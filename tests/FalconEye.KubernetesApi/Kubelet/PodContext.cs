using System.Net;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>Where code that stands for a container runs.</summary>
/// <param name="Address">The pod's address.</param>
/// <param name="FolderOf">The folder of this machine that a path of the container's leads to.</param>
/// <param name="Environment">The container's environment.</param>
public sealed record PodContext(IPAddress Address, Func<string, string> FolderOf, IReadOnlyDictionary<string, string> Environment);
