using k8s.Models;

namespace FalconEye.KubernetesApi.Resources;

/// <summary>The kinds that the server keeps: those that FalconEye uses or installs.</summary>
public static class ResourceTypes
{
    public static ResourceType Namespaces { get; } = ResourceType.Of<V1Namespace>(namespaced: false) with { HasStatus = true };

    public static ResourceType Nodes { get; } = ResourceType.Of<V1Node>(namespaced: false) with { HasStatus = true };

    public static ResourceType Pods { get; } = ResourceType.Of<V1Pod>() with { HasStatus = true, ReturnsDeleted = true };

    public static ResourceType Services { get; } = ResourceType.Of<V1Service>() with { HasStatus = true, ReturnsDeleted = true };

    public static ResourceType ConfigMaps { get; } = ResourceType.Of<V1ConfigMap>();

    public static ResourceType Secrets { get; } = ResourceType.Of<V1Secret>();

    public static ResourceType ServiceAccounts { get; } = ResourceType.Of<V1ServiceAccount>() with { ReturnsDeleted = true };

    public static ResourceType Deployments { get; } = ResourceType.Of<V1Deployment>() with { HasStatus = true, HasScale = true, HasGeneration = true };

    public static ResourceType ReplicaSets { get; } = ResourceType.Of<V1ReplicaSet>() with { HasStatus = true, HasScale = true, HasGeneration = true };

    public static ResourceType DaemonSets { get; } = ResourceType.Of<V1DaemonSet>() with { HasStatus = true, HasGeneration = true };

    public static ResourceType Jobs { get; } = ResourceType.Of<V1Job>() with { HasStatus = true, HasGeneration = true };

    public static ResourceType CronJobs { get; } = ResourceType.Of<V1CronJob>() with { HasStatus = true, HasGeneration = true };

    public static ResourceType Leases { get; } = ResourceType.Of<V1Lease>();

    public static ResourceType Roles { get; } = ResourceType.Of<V1Role>();

    public static ResourceType RoleBindings { get; } = ResourceType.Of<V1RoleBinding>();

    public static ResourceType ClusterRoles { get; } = ResourceType.Of<V1ClusterRole>(namespaced: false);

    public static ResourceType ClusterRoleBindings { get; } = ResourceType.Of<V1ClusterRoleBinding>(namespaced: false);

    public static ResourceType AdmissionPolicies { get; } = ResourceType.Of<V1ValidatingAdmissionPolicy>(namespaced: false) with { HasStatus = true, HasGeneration = true };

    public static ResourceType AdmissionPolicyBindings { get; } = ResourceType.Of<V1ValidatingAdmissionPolicyBinding>(namespaced: false);

    /// <summary>All of them; a group's come together.</summary>
    public static IReadOnlyList<ResourceType> All { get; } =
    [
        Namespaces, Nodes, Pods, Services, ConfigMaps, Secrets,
        ResourceType.Of<Corev1Event>(),
        ServiceAccounts,
        ResourceType.Of<V1PersistentVolumeClaim>() with { HasStatus = true, ReturnsDeleted = true },
        Deployments, ReplicaSets, DaemonSets,
        ResourceType.Of<V1StatefulSet>() with { HasStatus = true, HasScale = true, HasGeneration = true },
        Jobs, CronJobs, Leases,
        Roles, RoleBindings, ClusterRoles, ClusterRoleBindings,
        AdmissionPolicies, AdmissionPolicyBindings,
        ResourceType.Of<V1NetworkPolicy>() with { HasGeneration = true },
        ResourceType.Of<V1Ingress>() with { HasStatus = true, HasGeneration = true },
        ResourceType.Of<V1PodDisruptionBudget>() with { HasStatus = true, HasGeneration = true },
        ResourceType.Of<V1PriorityClass>(namespaced: false) with { HasGeneration = true },
    ];

    /// <summary>The kind that an address names; null for one that is not kept.</summary>
    internal static ResourceType? Find(string group, string version, string plural) =>
        All.FirstOrDefault(type => type.Group == group && type.Version == version && type.Plural == plural);

    /// <summary>The kind of a document; null for one that is not kept.</summary>
    internal static ResourceType? FindKind(string? apiVersion, string? kind) =>
        All.FirstOrDefault(type => type.ApiVersion == apiVersion && type.Kind == kind);
}
