namespace FalconEye.KubernetesApi.Faults;

/// <summary>A call that the server got.</summary>
/// <param name="Verb">As RBAC names it: get, list, watch, create, update, patch, delete, deletecollection.</param>
/// <param name="Resource">As RBAC names it: <c>deployments</c>, <c>pods/log</c>.</param>
/// <param name="Namespace">The namespace; empty where the call names none.</param>
/// <param name="Name">The object's name; empty where the call names none.</param>
/// <param name="User">Who called, as RBAC names users.</param>
public sealed record ApiCall(string Verb, string Resource, string Namespace, string Name, string User)
{
    /// <summary>Whether it may change something.</summary>
    public bool IsWrite => Verb is "create" or "update" or "patch" or "delete" or "deletecollection";

    /// <inheritdoc/>
    public override string ToString() => $"{Verb} {Resource} {Namespace}/{Name}";
}
