using System.Collections.Concurrent;
using FalconEye.TestKit;
using k8s;
using k8s.Models;

namespace FalconEye.Deploy.Tests.Manifests;

/// <summary>What <c>kubectl kustomize</c> makes of a folder below <c>deploy/k8s</c>, read as strictly as a cluster would read it.</summary>
/// <param name="Objects">All objects, in its order.</param>
/// <param name="Warnings">What kubectl had to say.</param>
public sealed record Overlay(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects, string Warnings)
{
    private static readonly ConcurrentDictionary<string, Task<Overlay>> Rendered = new();

    /// <summary>Every folder that a person may apply.</summary>
    public static TheoryData<string> All => ["base", "overlays/k3s", "overlays/existing-postgres", "overlays/ingress-tls"];

    /// <summary>Renders a folder, once for all tests.</summary>
    public static Task<Overlay> RenderAsync(string folder) => Rendered.GetOrAdd(folder, static async folder =>
    {
        var path = Path.Combine(RepositoryFolder.Root, "deploy", "k8s", folder);
        var result = await Tool.RunAsync("kubectl", ["kustomize", path], CancellationToken.None);
        return result.ExitCode == 0
            ? new Overlay(Read(result.Output), result.Error)
            : throw new InvalidOperationException($"kubectl kustomize {path} failed: {result.Error}");
    });

    /// <summary>Reads objects; a field that Kubernetes does not know, or a key that stands twice, is an error.</summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Read(string yaml) =>
        [.. KubernetesYaml.LoadAllFromString(yaml, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];

    /// <summary>The objects of a kind.</summary>
    public IEnumerable<T> Of<T>() => Objects.OfType<T>();

    /// <summary>The object of a kind and name.</summary>
    public T Named<T>(string name) where T : IKubernetesObject<V1ObjectMeta> => Of<T>().Single(item => item.Name() == name);

    /// <summary>The pods that these objects make, each by its component's name.</summary>
    public IReadOnlyDictionary<string, V1PodTemplateSpec> Pods => Objects
        .Select(item => item switch
        {
            V1Deployment deployment => deployment.Spec.Template,
            V1StatefulSet set => set.Spec.Template,
            V1DaemonSet set => set.Spec.Template,
            V1CronJob job => job.Spec.JobTemplate.Spec.Template,
            _ => null,
        })
        .OfType<V1PodTemplateSpec>()
        .ToDictionary(pod => pod.Metadata.Labels["component"]);

    /// <summary>All containers of all pods, the ones that run first included.</summary>
    public IEnumerable<V1Container> Containers =>
        Pods.Values.SelectMany(pod => pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []));
}
