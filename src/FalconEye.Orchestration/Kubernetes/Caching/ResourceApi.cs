using k8s;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Caching;

/// <summary>The calls of the Kubernetes API for one kind, in FalconEye's namespace.</summary>
internal sealed record ResourceApi<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>What users call the kind.</summary>
    internal required string Kind { get; init; }

    /// <summary>Lists all objects that a selector chooses, as they are now, and the version of the list.</summary>
    internal required Func<string?, CancellationToken, Task<(IList<T> Items, string Version)>> ListAsync { get; init; }

    /// <summary>Watches from a version on, for so many seconds; what goes wrong on the way is reported to the action.</summary>
    internal required Func<WatchRequest, CancellationToken, IAsyncEnumerable<(WatchEventType Type, T Item)>> Watch { get; init; }

    internal Func<string, CancellationToken, Task<T>> ReadAsync { get; init; } = (_, _) => throw new NotSupportedException();

    internal Func<T, CancellationToken, Task<T>> CreateAsync { get; init; } = (_, _) => throw new NotSupportedException();

    /// <summary>Replaces the object of the same name if it still has the version that is given with it.</summary>
    internal Func<T, CancellationToken, Task<T>> ReplaceAsync { get; init; } = (_, _) => throw new NotSupportedException();

    /// <summary>Changes the named object by a patch.</summary>
    internal Func<V1Patch, string, CancellationToken, Task<T>> PatchAsync { get; init; } = (_, _, _) => throw new NotSupportedException();

    /// <summary>Deletes the named object.</summary>
    internal Func<string, V1DeleteOptions, CancellationToken, Task> DeleteAsync { get; init; } = (_, _, _) => throw new NotSupportedException();
}
