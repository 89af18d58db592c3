using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Http;

/// <summary>
/// As much of <c>/openapi/v3</c> as kubectl asks for before it writes: that the server itself looks for unknown fields, of every kind.
/// </summary>
internal static class OpenApi
{
    private const string Root = "/openapi/v3";

    /// <returns>Null for an address that is not one of its documents.</returns>
    internal static JsonObject? Answer(string path) => path == Root ? Index() : path.StartsWith(Root + "/", StringComparison.Ordinal) ? Of(path[(Root.Length + 1)..]) : null;

    private static JsonObject Index() => new()
    {
        ["paths"] = new JsonObject(ResourceTypes.All.Select(PathOf).Distinct().Select(path =>
            KeyValuePair.Create<string, JsonNode?>(path, new JsonObject { ["serverRelativeURL"] = $"{Root}/{path}" }))),
    };

    private static JsonObject? Of(string group)
    {
        ResourceType[] types = [.. ResourceTypes.All.Where(type => PathOf(type) == group)];
        return types.Length == 0 ? null : new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "FalconEye's tests", ["version"] = "1" },
            ["paths"] = new JsonObject(types.Select(type =>
                KeyValuePair.Create<string, JsonNode?>($"/{group}/{type.Plural}/{{name}}", new JsonObject { ["patch"] = PatchOf(type) }))),
        };
    }

    private static JsonObject PatchOf(ResourceType type) => new()
    {
        ["parameters"] = new JsonArray(new JsonObject { ["name"] = "fieldValidation", ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } }),
        ["responses"] = new JsonObject(),
        ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = type.Group, ["version"] = type.Version, ["kind"] = type.Kind },
    };

    private static string PathOf(ResourceType type) => type.Group.Length == 0 ? $"api/{type.Version}" : $"apis/{type.ApiVersion}";
}
