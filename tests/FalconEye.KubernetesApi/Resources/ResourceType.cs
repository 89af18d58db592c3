using System.Reflection;
using k8s;
using k8s.Models;

namespace FalconEye.KubernetesApi.Resources;

/// <summary>A kind of object that the server keeps, as its address names it.</summary>
/// <param name="Group">The API group; empty for the core one.</param>
/// <param name="Version">The version in that group.</param>
/// <param name="Plural">The name in addresses.</param>
/// <param name="Kind">The name in documents.</param>
/// <param name="Namespaced">Whether objects live in a namespace.</param>
/// <param name="Model">The client's class, whose properties are the fields that the server knows.</param>
public sealed record ResourceType(string Group, string Version, string Plural, string Kind, bool Namespaced, Type Model)
{
    /// <summary>As documents write it: <c>apps/v1</c>, or <c>v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As messages write it: <c>deployments.apps</c>.</summary>
    public string GroupResource => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>As messages write it: <c>Deployment.apps</c>.</summary>
    public string GroupKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    /// <summary>Whether the object's status is written through an address of its own only.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether the object has replicas to scale.</summary>
    public bool HasScale { get; init; }

    /// <summary>Whether each change of the spec counts up <c>metadata.generation</c>.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>Whether a delete answers with the object in place of a status.</summary>
    public bool ReturnsDeleted { get; init; }

    /// <inheritdoc/>
    public bool Equals(ResourceType? other) => other is not null && Plural == other.Plural && Group == other.Group;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Group, Plural);

    /// <inheritdoc/>
    public override string ToString() => GroupResource;

    /// <summary>Takes group, version and names from the client's class.</summary>
    internal static ResourceType Of<T>(bool namespaced = true)
        where T : IKubernetesObject
    {
        var entity = typeof(T).GetCustomAttribute<KubernetesEntityAttribute>()!;
        return new(entity.Group, entity.ApiVersion, entity.PluralName, entity.Kind, namespaced, typeof(T));
    }
}
