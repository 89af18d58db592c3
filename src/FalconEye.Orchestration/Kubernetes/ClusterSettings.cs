using System.Net;
using System.Text;
using FalconEye.Orchestration.Kubernetes.Caching;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>
/// The settings in the ConfigMap <c>falcon-eye-config</c> and the Secret <c>falcon-eye-assistant</c>. They are read from memory, where what
/// others change in them arrives by itself; a change touches the named keys alone, so no one's writing is lost. The other secrets of the
/// server (<c>falcon-eye-secrets</c>) are its environment: with the token of its pod no one can read them.
/// </summary>
public sealed class ClusterSettings(Cluster cluster)
{
    internal const string ConfigMapName = "falcon-eye-config";
    internal const string SecretName = "falcon-eye-assistant";

    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>The settings by the names of environment variables. The same object until one of them changes.</summary>
    public IReadOnlyDictionary<string, string> Values =>
        cluster.Caches.Settings.Find(ConfigMapName)?.Data is { } data ? (IReadOnlyDictionary<string, string>)data : None;

    /// <returns>A secret; <see langword="null"/> when it is not set.</returns>
    public string? FindSecret(string name) =>
        cluster.Caches.SecretSettings.Find(SecretName)?.Data is { } data && data.TryGetValue(name, out var value) && value.Length > 0
            ? Encoding.UTF8.GetString(value)
            : null;

    /// <summary>Changes settings; a value of <see langword="null"/> removes its key.</summary>
    /// <exception cref="OrchestrationException">The cluster does not take them.</exception>
    public Task ChangeAsync(IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => WriteAsync(
        ConfigMapName,
        changes,
        new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Data = changes.Where(Has).ToDictionary(change => change.Key, change => change.Value!) },
        cluster.Api.Settings,
        cluster.Caches.Settings,
        cancellationToken);

    /// <summary>Stores a secret.</summary>
    /// <exception cref="OrchestrationException">The cluster does not take it.</exception>
    public Task SaveSecretAsync(string name, string value, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return WriteAsync(
            SecretName,
            new Dictionary<string, string?> { [name] = Convert.ToBase64String(bytes) },
            new V1Secret { ApiVersion = "v1", Kind = "Secret", Type = "Opaque", Data = new Dictionary<string, byte[]> { [name] = bytes } },
            cluster.Api.SecretSettings,
            cluster.Caches.SecretSettings,
            cancellationToken);
    }

    private Task WriteAsync<T>(
        string name,
        IReadOnlyDictionary<string, string?> data,
        T whole,
        ResourceApi<T> api,
        ResourceCache<T> cache,
        CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => ClusterCalls.InWordsAsync(async () =>
        {
            // The label is what the caches find it by; one that was made by hand may lack it.
            var labels = new Dictionary<string, string> { [ClusterLabels.App] = ClusterLabels.AppName };
            var patch = new V1Patch(new { metadata = new { labels }, data }, V1Patch.PatchType.MergePatch);
            whole.Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = cluster.Namespace, Labels = labels };
            cache.Put(await PatchAsync(patch, name, api, cancellationToken)
                ?? await CreateAsync(whole, api, cancellationToken)
                ?? await api.PatchAsync(patch, name, cancellationToken));
        }, cancellationToken);

    private static async Task<T?> PatchAsync<T>(V1Patch patch, string name, ResourceApi<T> api, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            return await api.PatchAsync(patch, name, cancellationToken);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            return null;
        }
    }

    private static async Task<T?> CreateAsync<T>(T whole, ResourceApi<T> api, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            return await api.CreateAsync(whole, cancellationToken);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.Conflict))
        {
            // Another replica has just made it.
            return null;
        }
    }

    private static bool Has(KeyValuePair<string, string?> change) => change.Value is not null;
}
