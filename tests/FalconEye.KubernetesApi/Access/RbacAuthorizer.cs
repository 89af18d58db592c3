using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;
using FalconEye.KubernetesApi.Resources;
using FalconEye.KubernetesApi.Storage;

namespace FalconEye.KubernetesApi.Access;

/// <summary>Role-based access control by the roles and bindings in the store.</summary>
internal sealed class RbacAuthorizer(ObjectStore store)
{
    /// <exception cref="StatusException">403: no role of the user's allows it.</exception>
    internal void Require(User user, ApiRequest request)
    {
        if (!user.IsMaster && !RulesOf(user, request.Namespace).Any(rule => Allows(rule, request)))
        {
            throw StatusException.Forbidden(Describe(user, request), request.Type, request.Name);
        }
    }

    private IEnumerable<JsonObject> RulesOf(User user, string inNamespace)
    {
        var everywhere = BindingsOf(ResourceTypes.ClusterRoleBindings, null);
        var here = inNamespace.Length > 0 ? BindingsOf(ResourceTypes.RoleBindings, inNamespace) : [];
        return everywhere.Concat(here).Where(binding => IsBound(binding, user)).SelectMany(RulesOf);
    }

    private IEnumerable<StoredObject> BindingsOf(ResourceType type, string? inNamespace) => store.List(type, inNamespace).Objects;

    private IEnumerable<JsonObject> RulesOf(StoredObject binding)
    {
        var isClusterRole = binding.Json.Text("roleRef", "kind") == "ClusterRole";
        var role = store.Find(new ObjectKey(
            isClusterRole ? ResourceTypes.ClusterRoles : ResourceTypes.Roles, isClusterRole ? "" : binding.Key.Namespace, binding.Json.Text("roleRef", "name") ?? ""));
        return role?.Json.Objects("rules") ?? [];
    }

    private static bool IsBound(StoredObject binding, User user) => binding.Json.Objects("subjects").Any(subject => subject.Text("kind") switch
    {
        "ServiceAccount" => user.Name == $"system:serviceaccount:{subject.Text("namespace") ?? binding.Key.Namespace}:{subject.Text("name")}",
        "Group" => user.Groups.Contains(subject.Text("name")),
        _ => user.Name == subject.Text("name"),
    });

    private static bool Allows(JsonObject rule, ApiRequest request)
    {
        List<string> names = [.. rule.Texts("resourceNames")];
        return Has("verbs", request.Verb) && Has("apiGroups", request.Type.Group) && Has("resources", request.Resource)
            && (names.Count == 0 || (request.Name.Length > 0 && names.Contains(request.Name)));

        bool Has(string field, string value) => rule.Texts(field).Any(allowed => allowed == "*" || allowed == value);
    }

    private static string Describe(User user, ApiRequest request)
    {
        var what = request.Name.Length > 0 ? $"{request.Type.GroupResource} \"{request.Name}\" is" : $"{request.Type.GroupResource} is";
        var where = request.Namespace.Length > 0 ? $"in the namespace \"{request.Namespace}\"" : "at the cluster scope";
        return $"{what} forbidden: User \"{user.Name}\" cannot {request.Verb} resource \"{request.Resource}\" in API group \"{request.Type.Group}\" {where}";
    }
}
