using System.Collections.Concurrent;
using System.Globalization;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Operations;

/// <summary>Reads objects: one, or a page of a list.</summary>
internal sealed class ObjectReader(ObjectStore store)
{
    private readonly ConcurrentDictionary<string, Rest> _pages = new();

    /// <exception cref="StatusException">It is not there.</exception>
    internal StoredObject Get(ObjectKey key) => store.Find(key) ?? throw StatusException.NotFound(key.Type, key.Name);

    /// <summary>The objects that match, in order; at most <paramref name="limit"/>, the rest of the same moment by the token.</summary>
    /// <exception cref="StatusException">410: the token's moment is gone.</exception>
    internal ListPage List(ResourceType type, string? inNamespace, LabelSelector labels, FieldSelector fields, int limit, string? token)
    {
        IReadOnlyList<StoredObject> objects;
        long revision;
        if (token is null)
        {
            (objects, revision) = store.List(type, inNamespace);
            objects = [.. objects.Where(stored => labels.Matches(stored.Labels) && fields.Matches(stored.Json))];
        }
        else if (_pages.TryGetValue(token, out var rest) && rest.Compactions == store.Compactions)
        {
            (objects, revision) = (rest.Objects, rest.Revision);
        }
        else
        {
            throw StatusException.Expired("The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.");
        }

        if (limit <= 0 || objects.Count <= limit)
        {
            return new(objects, revision, null, 0);
        }

        var next = Convert.ToBase64String(Guid.NewGuid().ToByteArray());
        _pages[next] = new Rest([.. objects.Skip(limit)], revision, store.Compactions);
        return new([.. objects.Take(limit)], revision, next, objects.Count - limit);
    }

    /// <summary>Reads the revision that a watch starts after; null where it starts with what is there.</summary>
    /// <exception cref="StatusException">400: it is no revision.</exception>
    internal static long? ParseRevision(string? text) => text switch
    {
        null or "" or "0" => null,
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) => revision,
        _ => throw StatusException.BadRequest($"Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax"),
    };

    private sealed record Rest(IReadOnlyList<StoredObject> Objects, long Revision, int Compactions);
}
