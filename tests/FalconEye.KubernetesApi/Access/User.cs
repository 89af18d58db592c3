namespace FalconEye.KubernetesApi.Access;

/// <summary>Who calls.</summary>
/// <param name="Name">As RBAC names users: <c>system:serviceaccount:{namespace}:{name}</c>.</param>
/// <param name="Groups">As RBAC names groups.</param>
public sealed record User(string Name, IReadOnlyList<string> Groups)
{
    /// <summary>Whom RBAC lets do everything.</summary>
    internal bool IsMaster => Groups.Contains("system:masters");

    internal static User Administrator { get; } = new("kubernetes-admin", ["system:masters", "system:authenticated"]);

    /// <summary>The controllers of a cluster that gives them one credential together.</summary>
    internal static User Controller { get; } = new("system:kube-controller-manager", ["system:authenticated"]);

    internal static User ServiceAccount(string inNamespace, string name) => new(
        $"system:serviceaccount:{inNamespace}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{inNamespace}", "system:authenticated"]);
}
