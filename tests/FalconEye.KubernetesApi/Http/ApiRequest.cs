using FalconEye.KubernetesApi.Faults;
using FalconEye.KubernetesApi.Resources;
using Microsoft.AspNetCore.Http;

namespace FalconEye.KubernetesApi.Http;

/// <summary>What an address and a method ask for.</summary>
/// <param name="Verb">As RBAC names it.</param>
/// <param name="Type">The kind.</param>
/// <param name="Namespace">The namespace; empty for all, or for kinds that live in none.</param>
/// <param name="Name">The object; empty for the collection.</param>
/// <param name="Subresource"><c>status</c>, <c>scale</c>, <c>log</c>; empty for the object itself.</param>
internal sealed record ApiRequest(string Verb, ResourceType Type, string Namespace, string Name, string Subresource)
{
    private const string NameSelector = "metadata.name=";

    internal ObjectKey Key => new(Type, Namespace, Name);

    /// <summary>As RBAC names it: <c>pods/log</c>.</summary>
    internal string Resource => Subresource.Length == 0 ? Type.Plural : $"{Type.Plural}/{Subresource}";

    internal ApiCall CallOf(string user) => new(Verb, Resource, Namespace, Name, user);

    /// <summary>Takes an address apart.</summary>
    /// <returns>Null for one that is not of an object.</returns>
    internal static ApiRequest? Parse(HttpRequest request)
    {
        string[] parts = [.. request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return parts switch
        {
            ["api", "v1", .. var rest] => Locate("", "v1", rest, request),
            ["apis", var group, var version, .. var rest] => Locate(group, version, rest, request),
            _ => null,
        };
    }

    private static ApiRequest? Locate(string group, string version, string[] rest, HttpRequest request)
    {
        var (inNamespace, path) = rest switch
        {
            ["namespaces", _] or ["namespaces", _, "status" or "finalize"] => ("", rest),
            ["namespaces", var named, .. var inside] => (named, inside),
            _ => ("", rest),
        };
        if (path is [] or { Length: > 3 } || ResourceTypes.Find(group, version, path[0]) is not { } type)
        {
            return null;
        }

        var name = path.ElementAtOrDefault(1) ?? "";
        var isNamed = name.Length > 0;
        return VerbOf(request, isNamed) is { } verb ? new(verb, type, inNamespace, isNamed ? name : NameIn(request, verb), path.ElementAtOrDefault(2) ?? "") : null;
    }

    /// <summary>
    /// A list or watch of one name is a request for that object, to RBAC
    /// (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources).
    /// </summary>
    private static string NameIn(HttpRequest request, string verb) =>
        verb is "list" or "watch" && request.Query["fieldSelector"].ToString() is var selector && selector.StartsWith(NameSelector, StringComparison.Ordinal)
            && !selector.Contains(',', StringComparison.Ordinal) ? selector[NameSelector.Length..] : "";

    private static string? VerbOf(HttpRequest request, bool isNamed) => request.Method switch
    {
        "GET" when isNamed => "get",
        "GET" when request.Query["watch"].FirstOrDefault() is "true" or "1" => "watch",
        "GET" => "list",
        "POST" => "create",
        "PUT" when isNamed => "update",
        "PATCH" when isNamed => "patch",
        "DELETE" => isNamed ? "delete" : "deletecollection",
        _ => null,
    };
}
