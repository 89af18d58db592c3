namespace FalconEye.KubernetesApi.Access;

/// <summary>Who calls.</summary>
/// <param name="Name">As RBAC names users: <c>system:serviceaccount:{namespace}:{name}</c>.</param>
/// <param name="Groups">As RBAC names groups.</param>
public sealed record User(string Name, IReadOnlyList<string> Groups)
{
    /// <summary>Whom RBAC lets do everything.</summary>
    internal bool IsMaster => Groups.Contains("system:masters");

    internal static User Administrator { get; } = new("kubernetes-admin", ["system:masters", "system:authenticated"]);

    internal static User ServiceAccount(string inNamespace, string name) => new(
        $"system:serviceaccount:{inNamespace}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{inNamespace}", "system:authenticated"]);
}
