namespace FalconEye.KubernetesApi.Resources;

/// <summary>Names one object.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Namespace">Its namespace; empty for kinds that live in none.</param>
/// <param name="Name">Its name.</param>
public sealed record ObjectKey(ResourceType Type, string Namespace, string Name)
{
    /// <summary>By namespace and name, the order of lists.</summary>
    internal static IComparer<ObjectKey> Order { get; } = Comparer<ObjectKey>.Create((one, other) =>
        string.CompareOrdinal(one.Namespace, other.Namespace) is var order && order != 0 ? order : string.CompareOrdinal(one.Name, other.Name));
}
