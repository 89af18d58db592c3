using System.Net;
using FalconEye.Orchestration.Kubernetes.Caching;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>Writes and deletes the objects of one kind that workloads consist of. What belongs to another is never touched.</summary>
internal sealed class OwnedResource<T>(ResourceApi<T> api, ResourceCache<T> cache)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private const int Attempts = 5;

    /// <summary>Creates the object, or makes the one of its name like it.</summary>
    /// <param name="wanted">The object.</param>
    /// <param name="keep">Takes over from the current object what the cluster has allocated.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OrchestrationException">An object of its name belongs to someone else.</exception>
    internal async Task<T> WriteAsync(T wanted, Func<T, T, T>? keep, CancellationToken cancellationToken)
    {
        var current = cache.Find(wanted.Metadata.Name);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Remember(current is null
                    ? await api.CreateAsync(wanted, cancellationToken)
                    : await ReplaceAsync(wanted, current, keep, cancellationToken));
            }
            catch (HttpOperationException e) when (attempt < Attempts
                && (e.Is(HttpStatusCode.Conflict) || (e.Is(HttpStatusCode.NotFound) && current is not null)))
            {
                // Someone else was quicker, or the cache is a moment behind: look at what is there now.
                wanted.Metadata.ResourceVersion = null;
                current = await FindAsync(wanted.Metadata.Name, cancellationToken);
            }
        }
    }

    /// <summary>Reads the object, all of it, as it is now.</summary>
    internal Task<T> ReadAsync(string name, CancellationToken cancellationToken) => api.ReadAsync(name, cancellationToken);

    /// <summary>Deletes all objects of a workload, as the cluster has them now.</summary>
    /// <returns>The ids of those that there were.</returns>
    internal async Task<IReadOnlyList<string>> DeleteAllAsync(WorkloadKey key, string propagation, CancellationToken cancellationToken)
    {
        var (items, _) = await api.ListAsync(ClusterLabels.SelectorOf(key), cancellationToken);
        foreach (var item in items)
        {
            await DeleteAsync(item, propagation, cancellationToken);
        }

        return [.. items.Select(item => item.Metadata.Uid)];
    }

    private async Task DeleteAsync(T item, string propagation, CancellationToken cancellationToken)
    {
        try
        {
            await api.DeleteAsync(
                item.Metadata.Name,
                new V1DeleteOptions { PropagationPolicy = propagation, Preconditions = new V1Preconditions { Uid = item.Metadata.Uid } },
                cancellationToken);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound) || e.Is(HttpStatusCode.Conflict))
        {
            // Gone already, or another object has the name by now (the precondition): that one is not meant.
        }
    }

    private Task<T> ReplaceAsync(T wanted, T current, Func<T, T, T>? keep, CancellationToken cancellationToken)
    {
        if (ClusterLabels.KeyOf(current.Metadata) != ClusterLabels.KeyOf(wanted.Metadata))
        {
            throw new OrchestrationException(
                $"The cluster has a {api.Kind} {current.Metadata.Name} already, which belongs to {OwnerOf(current.Metadata)}. It is left as it is; remove it, or give the camera another name.");
        }

        wanted.Metadata.ResourceVersion = current.Metadata.ResourceVersion;
        return api.ReplaceAsync(keep is null ? wanted : keep(wanted, current), cancellationToken);
    }

    private async Task<T?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await api.ReadAsync(name, cancellationToken);
        }
        catch (HttpOperationException e) when (e.Is(HttpStatusCode.NotFound))
        {
            return null;
        }
    }

    private T Remember(T written)
    {
        cache.Put(written);
        return written;
    }

    private static string OwnerOf(V1ObjectMeta metadata) => ClusterLabels.KeyOf(metadata) is { } key
        ? $"{(key.Component == WorkloadComponent.Camera ? "camera" : "the recorder of camera")} {key.CameraId}"
        : "somebody else than FalconEye";
}
