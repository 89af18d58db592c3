using k8s;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Caching;

/// <summary>
/// The kinds that FalconEye works with, all called alike. In the server's namespace its account may read two objects by their names and
/// nothing else; the rest is in the namespace of the cameras.
/// </summary>
internal sealed class ClusterApi(IKubernetes client, string serverNamespace, string ns)
{
    internal ResourceApi<V1Deployment> Deployments { get; } = new()
    {
        Kind = "Deployment",
        ListAsync = async (selector, token) => Contents(await client.AppsV1.ListNamespacedDeploymentAsync(ns, labelSelector: selector, cancellationToken: token)),
        Watch = (request, token) => client.AppsV1.WatchListNamespacedDeploymentAsync(
            ns,
            allowWatchBookmarks: true,
            labelSelector: request.Selector,
            resourceVersion: request.Version,
            timeoutSeconds: request.Seconds,
            onError: request.OnError,
            cancellationToken: token),
        ReadAsync = (name, token) => client.AppsV1.ReadNamespacedDeploymentAsync(name, ns, cancellationToken: token),
        CreateAsync = (item, token) => client.AppsV1.CreateNamespacedDeploymentAsync(item, ns, cancellationToken: token),
        ReplaceAsync = (item, token) => client.AppsV1.ReplaceNamespacedDeploymentAsync(item, item.Metadata.Name, ns, cancellationToken: token),
        PatchAsync = (patch, name, token) => client.AppsV1.PatchNamespacedDeploymentAsync(patch, name, ns, cancellationToken: token),
        DeleteAsync = (name, options, token) => client.AppsV1.DeleteNamespacedDeploymentAsync(name, ns, options, cancellationToken: token),
    };

    internal ResourceApi<V1Service> Services { get; } = new()
    {
        Kind = "Service",
        ListAsync = async (selector, token) => Contents(await client.CoreV1.ListNamespacedServiceAsync(ns, labelSelector: selector, cancellationToken: token)),
        Watch = (request, token) => client.CoreV1.WatchListNamespacedServiceAsync(
            ns,
            allowWatchBookmarks: true,
            labelSelector: request.Selector,
            resourceVersion: request.Version,
            timeoutSeconds: request.Seconds,
            onError: request.OnError,
            cancellationToken: token),
        ReadAsync = (name, token) => client.CoreV1.ReadNamespacedServiceAsync(name, ns, cancellationToken: token),
        CreateAsync = (item, token) => client.CoreV1.CreateNamespacedServiceAsync(item, ns, cancellationToken: token),
        ReplaceAsync = (item, token) => client.CoreV1.ReplaceNamespacedServiceAsync(item, item.Metadata.Name, ns, cancellationToken: token),
        DeleteAsync = (name, options, token) => client.CoreV1.DeleteNamespacedServiceAsync(name, ns, options, cancellationToken: token),
    };

    internal ResourceApi<V1Secret> Secrets { get; } = new()
    {
        Kind = "Secret",
        ListAsync = async (selector, token) => Contents(await client.CoreV1.ListNamespacedSecretAsync(ns, labelSelector: selector, cancellationToken: token)),
        Watch = (request, token) => client.CoreV1.WatchListNamespacedSecretAsync(
            ns,
            allowWatchBookmarks: true,
            labelSelector: request.Selector,
            resourceVersion: request.Version,
            timeoutSeconds: request.Seconds,
            onError: request.OnError,
            cancellationToken: token),
        ReadAsync = (name, token) => client.CoreV1.ReadNamespacedSecretAsync(name, ns, cancellationToken: token),
        CreateAsync = (item, token) => client.CoreV1.CreateNamespacedSecretAsync(item, ns, cancellationToken: token),
        ReplaceAsync = (item, token) => client.CoreV1.ReplaceNamespacedSecretAsync(item, item.Metadata.Name, ns, cancellationToken: token),
        PatchAsync = (patch, name, token) => client.CoreV1.PatchNamespacedSecretAsync(patch, name, ns, cancellationToken: token),
        DeleteAsync = (name, options, token) => client.CoreV1.DeleteNamespacedSecretAsync(name, ns, options, cancellationToken: token),
    };

    /// <summary>The ConfigMap with the settings, by its name alone.</summary>
    internal ResourceApi<V1ConfigMap> Settings { get; } = new()
    {
        Kind = "ConfigMap",
        ListAsync = async (_, token) => Contents(await client.CoreV1.ListNamespacedConfigMapAsync(
            serverNamespace, fieldSelector: NameIs(ClusterSettings.ConfigMapName), cancellationToken: token)),
        Watch = (request, token) => client.CoreV1.WatchListNamespacedConfigMapAsync(
            serverNamespace,
            allowWatchBookmarks: true,
            fieldSelector: NameIs(ClusterSettings.ConfigMapName),
            resourceVersion: request.Version,
            timeoutSeconds: request.Seconds,
            onError: request.OnError,
            cancellationToken: token),
        ReadAsync = (name, token) => client.CoreV1.ReadNamespacedConfigMapAsync(name, serverNamespace, cancellationToken: token),
        CreateAsync = (item, token) => client.CoreV1.CreateNamespacedConfigMapAsync(item, serverNamespace, cancellationToken: token),
        PatchAsync = (patch, name, token) => client.CoreV1.PatchNamespacedConfigMapAsync(patch, name, serverNamespace, cancellationToken: token),
    };

    /// <summary>The Secret with what users enter in the dashboard, by its name alone.</summary>
    internal ResourceApi<V1Secret> SecretSettings { get; } = new()
    {
        Kind = "Secret",
        ListAsync = async (_, token) => Contents(await client.CoreV1.ListNamespacedSecretAsync(
            serverNamespace, fieldSelector: NameIs(ClusterSettings.SecretName), cancellationToken: token)),
        Watch = (request, token) => client.CoreV1.WatchListNamespacedSecretAsync(
            serverNamespace,
            allowWatchBookmarks: true,
            fieldSelector: NameIs(ClusterSettings.SecretName),
            resourceVersion: request.Version,
            timeoutSeconds: request.Seconds,
            onError: request.OnError,
            cancellationToken: token),
        CreateAsync = (item, token) => client.CoreV1.CreateNamespacedSecretAsync(item, serverNamespace, cancellationToken: token),
        PatchAsync = (patch, name, token) => client.CoreV1.PatchNamespacedSecretAsync(patch, name, serverNamespace, cancellationToken: token),
    };

    internal ResourceApi<V1Pod> Pods { get; } = new()
    {
        Kind = "Pod",
        ListAsync = async (selector, token) => Contents(await client.CoreV1.ListNamespacedPodAsync(ns, labelSelector: selector, cancellationToken: token)),
        Watch = (request, token) => client.CoreV1.WatchListNamespacedPodAsync(
            ns,
            allowWatchBookmarks: true,
            labelSelector: request.Selector,
            resourceVersion: request.Version,
            timeoutSeconds: request.Seconds,
            onError: request.OnError,
            cancellationToken: token),
        CreateAsync = (item, token) => client.CoreV1.CreateNamespacedPodAsync(item, ns, cancellationToken: token),
        DeleteAsync = (name, options, token) => client.CoreV1.DeleteNamespacedPodAsync(name, ns, options, cancellationToken: token),
    };

    internal ResourceApi<V1Node> Nodes { get; } = new()
    {
        Kind = "Node",
        ListAsync = async (selector, token) => Contents(await client.CoreV1.ListNodeAsync(labelSelector: selector, cancellationToken: token)),
        Watch = (request, token) => client.CoreV1.WatchListNodeAsync(
            allowWatchBookmarks: true,
            labelSelector: request.Selector,
            resourceVersion: request.Version,
            timeoutSeconds: request.Seconds,
            onError: request.OnError,
            cancellationToken: token),
    };

    /// <summary>RBAC allows a list or a watch of a named object by this selector only.</summary>
    private static string NameIs(string name) => $"metadata.name={name}";

    private static (IList<T> Items, string Version) Contents<T>(IItems<T> list)
        where T : IKubernetesObject => (list.Items, ((IMetadata<V1ListMeta>)list).Metadata.ResourceVersion);
}
