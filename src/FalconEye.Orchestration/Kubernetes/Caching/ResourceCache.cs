using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using FalconEye.Processes;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace FalconEye.Orchestration.Kubernetes.Caching;

/// <summary>
/// All objects of one kind, kept true by one list and one watch, as every controller does it
/// (https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes). Reading it costs the cluster nothing. It
/// outlives dropped connections, API servers that start again, and versions that the server has forgotten: what was last known stays until
/// it is known better.
/// </summary>
internal sealed partial class ResourceCache<T>(ResourceApi<T> api, string? selector, TimeProvider time, ILogger logger)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The server ends a watch after four to five minutes, so that not all of them are created again at once.</summary>
    private const int MinWatchSeconds = 240;
    private const int MaxWatchSeconds = 300;

    /// <summary>A watch that the server has not ended by then has lost its server.</summary>
    private static readonly TimeSpan WatchOverrun = TimeSpan.FromSeconds(20);

    /// <summary>A watch that lived this long was well: the next one may start at once.</summary>
    private static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(5);

    /// <summary>More than are deleted between this process's own write and the watch event of its deletion.</summary>
    private const int MaxTombstones = 1000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _deleted = [];
    private readonly Queue<string> _tombstones = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15));
    private ImmutableDictionary<string, T> _byName = ImmutableDictionary<string, T>.Empty;
    private ImmutableDictionary<WorkloadKey, ImmutableList<T>> _byKey = ImmutableDictionary<WorkloadKey, ImmutableList<T>>.Empty;

    /// <summary>Takes off what no one here reads, so that thousands of objects are small.</summary>
    internal Action<T> Trim { get; init; } = _ => { };

    /// <summary>Called with each object that came, changed or went. Must return at once.</summary>
    internal event Action<T>? Changed;

    /// <summary>Completes when everything has been listed once.</summary>
    internal Task Synced => _synced.Task;

    internal IEnumerable<T> All => _byName.Values;

    /// <summary>The workloads that have an object of this kind.</summary>
    internal IEnumerable<WorkloadKey> Keys => _byKey.Keys;

    internal T? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The objects of a workload.</summary>
    internal IReadOnlyList<T> Of(WorkloadKey key) => _byKey.TryGetValue(key, out var items) ? items : ImmutableList<T>.Empty;

    /// <summary>An object of a workload, if there is one.</summary>
    internal T? FirstOf(WorkloadKey key) => _byKey.TryGetValue(key, out var items) ? items[0] : null;

    /// <summary>
    /// Takes in what this process itself has just written, so that it sees its own writes before the watch tells of them.
    /// </summary>
    internal void Put(T item) => Apply(item);

    /// <summary>Waits until a condition holds, which is checked now and after each change of the cache.</summary>
    internal async Task WaitForAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        using SemaphoreSlim changed = new(0);
        void OnChanged(T item) => changed.Release();

        Changed += OnChanged;
        try
        {
            while (!condition())
            {
                await changed.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Changed -= OnChanged;
        }
    }

    /// <summary>Keeps the cache true until it is cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        string? version = null;
        while (true)
        {
            var began = time.GetTimestamp();
            try
            {
                version ??= await ListAsync(cancellationToken);
                version = await WatchAsync(version, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogInterrupted(api.Kind, e.Message);
                version = null;
            }

            if (time.GetElapsedTime(began) > HealthyAfter)
            {
                _backoff.Reset();
            }

            await Task.Delay(_backoff.Next(), time, cancellationToken);
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var (items, version) = await api.ListAsync(selector, cancellationToken);
        var listed = items.Select(item => item.Metadata.Name).ToHashSet();
        foreach (var item in items)
        {
            Apply(item);
        }

        // What is not listed has gone, unless it was written after the list was made.
        foreach (var gone in _byName.Values.Where(item => !listed.Contains(item.Metadata.Name) && NumberOf(item.Metadata.ResourceVersion) <= NumberOf(version)))
        {
            Remove(gone);
        }

        _synced.TrySetResult();
        return version;
    }

    /// <summary>One watch, to its end.</summary>
    /// <returns>Where the next one goes on; <see langword="null"/> when the server no longer knows (410 Gone).</returns>
    private async Task<string?> WatchAsync(string version, CancellationToken cancellationToken)
    {
        var seconds = Random.Shared.Next(MinWatchSeconds, MaxWatchSeconds);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(TimeSpan.FromSeconds(seconds) + WatchOverrun);
        Exception? failure = null;
        try
        {
            var events = api.Watch(new(selector, version, seconds, error => failure ??= error), ending.Token);
            await foreach (var (type, item) in events.WithCancellation(ending.Token))
            {
                version = item.Metadata.ResourceVersion;
                Take(type, item);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            failure ??= e;
        }

        if (failure is null or OperationCanceledException or IOException)
        {
            return version;
        }

        LogInterrupted(api.Kind, failure.Message);
        return IsGone(failure) ? null : version;
    }

    private void Take(WatchEventType type, T item)
    {
        switch (type)
        {
            case WatchEventType.Added or WatchEventType.Modified:
                Apply(item);
                break;
            case WatchEventType.Deleted:
                Remove(item);
                break;
            default:
                break;
        }
    }

    private void Apply(T item)
    {
        // Who wrote which field is half of an object's size, and of no use here.
        item.Metadata.ManagedFields = null;
        Trim(item);
        lock (_lock)
        {
            if (_deleted.Contains(item.Metadata.Uid ?? ""))
            {
                // The answer to an own write, which arrives after the watch has reported the object's deletion.
                return;
            }

            if (_byName.TryGetValue(item.Metadata.Name, out var known) && NumberOf(known.Metadata.ResourceVersion) >= NumberOf(item.Metadata.ResourceVersion))
            {
                return;
            }

            Unindex(known);
            _byName = _byName.SetItem(item.Metadata.Name, item);
            if (ClusterLabels.KeyOf(item.Metadata) is { } key)
            {
                _byKey = _byKey.SetItem(key, _byKey.GetValueOrDefault(key, []).Add(item));
            }
        }

        Changed?.Invoke(item);
    }

    private void Remove(T item)
    {
        lock (_lock)
        {
            AddTombstone(item);
            if (!_byName.TryGetValue(item.Metadata.Name, out var known) || NumberOf(known.Metadata.ResourceVersion) > NumberOf(item.Metadata.ResourceVersion))
            {
                return;
            }

            _byName = _byName.Remove(item.Metadata.Name);
            Unindex(known);
        }

        Changed?.Invoke(item);
    }

    /// <summary>An object that was deleted never returns: one of the same name has another uid.</summary>
    private void AddTombstone(T item)
    {
        if (item.Metadata.Uid is not { } uid || !_deleted.Add(uid))
        {
            return;
        }

        _tombstones.Enqueue(uid);
        if (_tombstones.Count > MaxTombstones)
        {
            _deleted.Remove(_tombstones.Dequeue());
        }
    }

    private void Unindex(T? known)
    {
        if (known is not null && ClusterLabels.KeyOf(known.Metadata) is { } key)
        {
            var rest = _byKey[key].Remove(known);
            _byKey = rest.IsEmpty ? _byKey.Remove(key) : _byKey.SetItem(key, rest);
        }
    }

    private static bool IsGone(Exception failure) => failure switch
    {
        KubernetesException { Status.Code: (int)HttpStatusCode.Gone } => true,
        HttpOperationException { Response.StatusCode: HttpStatusCode.Gone } => true,
        _ => false,
    };

    /// <summary>
    /// Versions grow, and may be compared as numbers (https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions, since
    /// 1.35 by contract, before that by etcd's nature). One that is no number counts as newest.
    /// </summary>
    private static ulong NumberOf(string? version) =>
        ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : ulong.MaxValue;

    [LoggerMessage(LogLevel.Warning, "The watch of the cluster's {Kind} objects was interrupted and goes on: {Problem}")]
    private partial void LogInterrupted(string kind, string problem);
}
