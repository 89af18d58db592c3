using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Patching;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;
using FalconEye.KubernetesApi.Validation;

namespace FalconEye.KubernetesApi.Operations;

/// <summary>Creates and changes objects by kube-apiserver's rules. Controllers write through it as clients do.</summary>
internal sealed class ObjectWriter(ObjectStore store, ObjectRules rules, TimeProvider time)
{
    /// <summary>Creates an object.</summary>
    /// <exception cref="StatusException">It is refused.</exception>
    internal StoredObject Create(ResourceType type, string inNamespace, JsonObject body, WriteOptions options)
    {
        Decode(type, body, options);
        lock (store.Gate)
        {
            var metadata = body.Ensure("metadata");
            TakeNamespace(type, inNamespace, metadata);
            if (metadata.ContainsKey("resourceVersion"))
            {
                throw new StatusException(500, "InternalError", "resourceVersion should not be set on objects to be created");
            }

            RequireLiveNamespace(type, inNamespace, metadata.Text("name"));
            NameIt(metadata);
            metadata["uid"] = Guid.NewGuid().ToString();
            metadata["creationTimestamp"] = Now();
            metadata.Remove("deletionTimestamp");
            metadata.Remove("managedFields");
            if (type.HasStatus)
            {
                body.Remove("status");
            }

            if (type.HasGeneration)
            {
                metadata["generation"] = 1;
            }

            return Finish(new ObjectKey(type, inNamespace, metadata.Text("name") ?? ""), null, body, "", options);
        }
    }

    /// <summary>Changes an object to what <paramref name="change"/> makes of it.</summary>
    /// <param name="key">Which.</param>
    /// <param name="subresource"><c>status</c> to change the status only; empty to change everything else.</param>
    /// <param name="change">Gets a copy of the object.</param>
    /// <param name="options">How.</param>
    /// <returns>The object since, or the same when nothing has changed.</returns>
    /// <exception cref="StatusException">It is refused.</exception>
    internal StoredObject Update(ObjectKey key, string subresource, Func<JsonObject, JsonObject> change, WriteOptions options)
    {
        lock (store.Gate)
        {
            var current = store.Find(key) ?? throw StatusException.NotFound(key.Type, key.Name);
            var body = change(current.Json.Copy());
            Decode(key.Type, body, options);
            CheckPreconditions(key, current, body);
            return Finish(key, current, Combine(key.Type, subresource, current.Json, body), subresource, options);
        }
    }

    /// <summary>Server-side apply: makes the object have the fields of a configuration, creating it where it is missing.</summary>
    /// <exception cref="StatusException">It is refused.</exception>
    internal (StoredObject Object, bool IsNew) Apply(ObjectKey key, string subresource, JsonObject configuration, WriteOptions options)
    {
        Decode(key.Type, configuration, options);
        lock (store.Gate)
        {
            if (configuration.Ensure("metadata").Text("name") is { } name && name != key.Name)
            {
                throw StatusException.BadRequest($"the name of the object ({name}) does not match the name on the URL ({key.Name})");
            }

            var current = store.Find(key);
            if (current is null)
            {
                if (configuration.At("metadata", "uid") is not null)
                {
                    throw StatusException.Conflict(key.Type, key.Name, $"uid mismatch: the provided object specified uid {configuration.Text("metadata", "uid")}, and no existing object was found");
                }

                configuration["metadata"]!["name"] = key.Name;
                return (Create(key.Type, key.Namespace, configuration, options with { Applied = configuration.Copy() }), true);
            }

            CheckPreconditions(key, current, configuration);
            var owners = ManagedFields.Read(current.Json);
            var result = owners.Apply(current.Json, configuration, options.Manager, subresource, options.Force, time.GetUtcNow());
            owners.Write(result, key.Type.ApiVersion);
            return (Finish(key, current, Combine(key.Type, subresource, current.Json, result), subresource, options with { Applied = configuration }), false);
        }
    }

    private StoredObject Finish(ObjectKey key, StoredObject? current, JsonObject next, string subresource, WriteOptions options)
    {
        rules.Check(key, current?.Json, next, subresource, options);
        TrackOwners(key, current, next, subresource, options);
        if (current is null)
        {
            if (store.Find(key) is not null)
            {
                throw StatusException.AlreadyExists(key.Type, key.Name);
            }

            return options.IsDryRun ? new StoredObject(key, next, store.Revision) : store.Put(key, next);
        }

        if (key.Type.HasGeneration && !JsonNode.DeepEquals(current.Json["spec"], next["spec"]))
        {
            next["metadata"]!["generation"] = (current.Metadata.Number("generation") ?? 1) + 1;
        }

        if (IsSame(current.Json, next))
        {
            return current;
        }

        if (options.IsDryRun)
        {
            return new StoredObject(key, next, current.Revision);
        }

        var written = store.Put(key, next);
        return Deletion.IsDue(written) ? store.Remove(key) : written;
    }

    private void TrackOwners(ObjectKey key, StoredObject? current, JsonObject next, string subresource, WriteOptions options)
    {
        ManagedFields owners;
        if (options.Applied is null)
        {
            owners = ManagedFields.Read(current?.Json ?? next);
            owners.Track(current?.Json, next, options.Manager, subresource, time.GetUtcNow());
        }
        else if (current is null)
        {
            owners = ManagedFields.Read([]);
            owners.Apply([], options.Applied, options.Manager, subresource, force: true, time.GetUtcNow());
        }
        else
        {
            return;
        }

        owners.Write(next, key.Type.ApiVersion);
    }

    private static void Decode(ResourceType type, JsonObject body, WriteOptions options)
    {
        body.Default("apiVersion", type.ApiVersion);
        body.Default("kind", type.Kind);
        if (body.Text("apiVersion") != type.ApiVersion || body.Text("kind") != type.Kind)
        {
            throw StatusException.BadRequest(
                $"the API version in the data ({body.Text("apiVersion")}, Kind={body.Text("kind")}) does not match the expected API version ({type.ApiVersion}, Kind={type.Kind})");
        }

        var unknown = ObjectSchema.Prune(type, body);
        if (unknown.Count > 0 && options.IsStrict)
        {
            throw StatusException.BadRequest(
                $"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: strict decoding error: {string.Join(", ", unknown.Select(field => $"unknown field \"{field}\""))}");
        }

        options.Warnings.AddRange(unknown.Select(field => $"unknown field \"{field}\""));
    }

    private static void TakeNamespace(ResourceType type, string inNamespace, JsonObject metadata)
    {
        if (metadata.Text("namespace") is { Length: > 0 } named && named != inNamespace)
        {
            throw StatusException.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        metadata.Put("namespace", type.Namespaced ? JsonValue.Create(inNamespace) : null);
    }

    private void RequireLiveNamespace(ResourceType type, string inNamespace, string? name)
    {
        if (!type.Namespaced)
        {
            return;
        }

        var home = store.Find(new ObjectKey(ResourceTypes.Namespaces, "", inNamespace)) ?? throw StatusException.NotFound(ResourceTypes.Namespaces, inNamespace);
        if (home.IsDeleting)
        {
            throw StatusException.Forbidden(
                $"{type.GroupResource} \"{name}\" is forbidden: unable to create new content in namespace {inNamespace} because it is being terminated", type, name);
        }
    }

    private static void NameIt(JsonObject metadata)
    {
        if (metadata.Text("name") is null or "" && metadata.Text("generateName") is { Length: > 0 } prefix)
        {
            const string Letters = "bcdfghjklmnpqrstvwxz2456789";
            metadata["name"] = prefix[..Math.Min(prefix.Length, 58)] + new string(Random.Shared.GetItems<char>(Letters, 5));
        }
    }

    private static void CheckPreconditions(ObjectKey key, StoredObject current, JsonObject body)
    {
        var metadata = body.Ensure("metadata");
        if (metadata.Text("name") is { } name && name != key.Name)
        {
            throw StatusException.BadRequest($"the name of the object ({name}) does not match the name on the URL ({key.Name})");
        }

        if (metadata.Text("uid") is { Length: > 0 } uid && uid != current.Uid)
        {
            throw StatusException.Conflict(key.Type, key.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid}");
        }

        var version = metadata.Text("resourceVersion");
        if (key.Type == ResourceTypes.Leases && string.IsNullOrEmpty(version))
        {
            FieldErrors errors = new();
            errors.Invalid("metadata.resourceVersion", 0, "must be specified for an update");
            errors.ThrowIfAny(key.Type, key.Name);
        }

        if (version is { Length: > 0 } && version != current.Metadata.Text("resourceVersion"))
        {
            throw StatusException.Modified(key.Type, key.Name);
        }
    }

    /// <summary>Takes from a write what its address may change, and everything else from the object as it is.</summary>
    private static JsonObject Combine(ResourceType type, string subresource, JsonObject current, JsonObject body)
    {
        JsonObject result;
        if (subresource == "status")
        {
            result = current.Copy();
            result.Put("status", body["status"]);
            result.Ensure("metadata").Put("managedFields", body.At("metadata", "managedFields"));
            return result;
        }

        result = body;
        if (type.HasStatus)
        {
            result.Put("status", current["status"]);
        }

        foreach (var field in (string[])["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "generateName", "resourceVersion"])
        {
            result.Ensure("metadata").Put(field, current.At("metadata", field));
        }

        return result;
    }

    private static bool IsSame(JsonObject current, JsonObject next)
    {
        var (before, after) = (current.Copy(), next.Copy());
        foreach (var entry in before.Objects("metadata", "managedFields").Concat(after.Objects("metadata", "managedFields")))
        {
            entry.Remove("time");
        }

        return JsonNode.DeepEquals(before, after);
    }

    private string Now() => Timestamp.Of(time.GetUtcNow());
}
