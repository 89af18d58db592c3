using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;
using Microsoft.AspNetCore.Http;

namespace FalconEye.KubernetesApi.Http;

/// <summary>What the server says about itself: health, version, and which kinds it keeps, so that kubectl finds its way.</summary>
internal static class Discovery
{
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    internal static async Task<bool> TryAnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimEnd('/');
        if (path is "/healthz" or "/livez" or "/readyz")
        {
            await context.Response.WriteAsync("ok", context.RequestAborted);
            return true;
        }

        var document = path switch
        {
            "/version" => new JsonObject { ["major"] = "1", ["minor"] = "34", ["gitVersion"] = "v1.34.0+falcon-eye-tests", ["platform"] = "linux/amd64" },
            "/api" => new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") },
            "/apis" => Groups(),
            "/api/v1" => Resources("", "v1"),
            _ when path.Split('/') is ["", "apis", var group, var version] => Resources(group, version),
            _ => OpenApi.Answer(path),
        };
        if (document is null)
        {
            return false;
        }

        await Answers.WriteAsync(context, 200, document);
        return true;
    }

    private static JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. ResourceTypes.All.Where(type => type.Group.Length > 0).DistinctBy(type => type.ApiVersion).Select(type => new JsonObject
        {
            ["name"] = type.Group,
            ["versions"] = new JsonArray(VersionOf(type)),
            ["preferredVersion"] = VersionOf(type),
        })]),
    };

    private static JsonObject VersionOf(ResourceType type) => new() { ["groupVersion"] = type.ApiVersion, ["version"] = type.Version };

    private static JsonObject? Resources(string group, string version)
    {
        ResourceType[] types = [.. ResourceTypes.All.Where(type => type.Group == group && type.Version == version)];
        return types.Length == 0 ? null : new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = types[0].ApiVersion,
            ["resources"] = new JsonArray([.. types.Select(type => new JsonObject
            {
                ["name"] = type.Plural,
                ["singularName"] = type.Kind.ToLowerInvariant(),
                ["namespaced"] = type.Namespaced,
                ["kind"] = type.Kind,
                ["verbs"] = new JsonArray([.. Verbs.Select(verb => JsonValue.Create(verb))]),
            })]),
        };
    }
}
