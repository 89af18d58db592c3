using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Storage;

/// <summary>
/// What etcd is to kube-apiserver: the objects, one revision that counts every change, and the changes since the last compaction. It
/// outlives restarts of the server. Writers hold <see cref="Gate"/> from their look to their write.
/// </summary>
internal sealed class ObjectStore
{
    private readonly Dictionary<ResourceType, SortedDictionary<ObjectKey, StoredObject>> _objects =
        ResourceTypes.All.ToDictionary(type => type, _ => new SortedDictionary<ObjectKey, StoredObject>(ObjectKey.Order));
    private readonly Dictionary<ResourceType, List<Change>> _history = ResourceTypes.All.ToDictionary(type => type, _ => new List<Change>());
    private readonly Dictionary<ResourceType, List<Channel<Change>>> _watchers =
        ResourceTypes.All.ToDictionary(type => type, _ => new List<Channel<Change>>());
    private long _compacted;

    /// <summary>Raised after each change, with <see cref="Gate"/> held: who listens must return at once.</summary>
    internal event Action? Changed;

    /// <summary>Held while something is read and then written; one thread may take it again.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The revision of the newest change. Etcd starts at 1.</summary>
    internal long Revision { get; private set; } = 1;

    /// <summary>Counts compactions: what was read before one is no base for going on.</summary>
    internal int Compactions { get; private set; }

    internal StoredObject? Find(ObjectKey key)
    {
        lock (Gate)
        {
            return _objects[key.Type].GetValueOrDefault(key);
        }
    }

    /// <summary>The objects of a kind in order, of one namespace or (null) all, and the revision they were read at.</summary>
    internal (IReadOnlyList<StoredObject> Objects, long Revision) List(ResourceType type, string? inNamespace)
    {
        lock (Gate)
        {
            return ([.. _objects[type].Values.Where(stored => inNamespace is null || stored.Key.Namespace == inNamespace)], Revision);
        }
    }

    /// <summary>
    /// Writes an object as a new version, whose <c>resourceVersion</c> is the new revision. The JSON becomes the store's.
    /// </summary>
    internal StoredObject Put(ObjectKey key, JsonObject json)
    {
        lock (Gate)
        {
            var before = _objects[key.Type].GetValueOrDefault(key);
            var after = new StoredObject(key, json, NextRevision(json));
            _objects[key.Type][key] = after;
            Publish(key.Type, new Change(after.Revision, before, after, after));
            return after;
        }
    }

    /// <summary>Removes an object.</summary>
    /// <returns>Its last version.</returns>
    internal StoredObject Remove(ObjectKey key)
    {
        lock (Gate)
        {
            _objects[key.Type].Remove(key, out var before);
            var json = before!.Json.Copy();
            var last = new StoredObject(key, json, NextRevision(json));
            Publish(key.Type, new Change(last.Revision, before, null, last));
            return last;
        }
    }

    /// <summary>Forgets the changes so far: a watch that wants to go on from an older revision is told that it has expired.</summary>
    internal void Compact()
    {
        lock (Gate)
        {
            _compacted = Revision;
            Compactions++;
            foreach (var changes in _history.Values)
            {
                changes.Clear();
            }
        }
    }

    /// <summary>The changes of a kind after a revision and from now on, until disposed or the end of all watches.</summary>
    /// <exception cref="StatusException">The revision is older than the last compaction.</exception>
    internal Subscription Subscribe(ResourceType type, long afterRevision)
    {
        lock (Gate)
        {
            if (afterRevision < _compacted)
            {
                throw StatusException.Expired($"too old resource version: {afterRevision} ({_compacted})");
            }

            var channel = Channel.CreateUnbounded<Change>();
            foreach (var change in _history[type].Where(change => change.Revision > afterRevision))
            {
                channel.Writer.TryWrite(change);
            }

            _watchers[type].Add(channel);
            return new Subscription(channel.Reader, () => Unsubscribe(type, channel));
        }
    }

    private void Unsubscribe(ResourceType type, Channel<Change> channel)
    {
        lock (Gate)
        {
            _watchers[type].Remove(channel);
        }
    }

    private long NextRevision(JsonObject json)
    {
        Revision++;
        json.Ensure("metadata")["resourceVersion"] = Revision.ToString(CultureInfo.InvariantCulture);
        return Revision;
    }

    private void Publish(ResourceType type, Change change)
    {
        _history[type].Add(change);
        foreach (var watcher in _watchers[type])
        {
            watcher.Writer.TryWrite(change);
        }

        Changed?.Invoke();
    }
}
