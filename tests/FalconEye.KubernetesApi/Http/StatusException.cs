using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Http;

/// <summary>A request that is refused, with the <c>Status</c> document that kube-apiserver answers with.</summary>
public sealed class StatusException(int code, string reason, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Code { get; } = code;

    /// <summary>The machine-readable reason.</summary>
    public string Reason { get; } = reason;

    /// <summary>What it is about.</summary>
    public JsonObject? Details { get; init; }

    internal static StatusException BadRequest(string message) => new(400, "BadRequest", message);

    internal static StatusException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    internal static StatusException Forbidden(string message, ResourceType? type = null, string? name = null) =>
        new(403, "Forbidden", message) { Details = type is null ? null : DetailsOf(type, name) };

    internal static StatusException NotFound(ResourceType type, string name) =>
        new(404, "NotFound", $"{type.GroupResource} \"{name}\" not found") { Details = DetailsOf(type, name) };

    internal static StatusException NoSuchAddress() => new(404, "NotFound", "the server could not find the requested resource");

    internal static StatusException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");

    internal static StatusException AlreadyExists(ResourceType type, string name) =>
        new(409, "AlreadyExists", $"{type.GroupResource} \"{name}\" already exists") { Details = DetailsOf(type, name) };

    internal static StatusException Conflict(ResourceType type, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {type.GroupResource} \"{name}\": {why}") { Details = DetailsOf(type, name) };

    internal static StatusException Modified(ResourceType type, string name) =>
        Conflict(type, name, "the object has been modified; please apply your changes to the latest version and try again");

    internal static StatusException Expired(string message) => new(410, "Expired", message);

    internal static StatusException UnsupportedMediaType(string? contentType) => new(
        415, "UnsupportedMediaType", $"the body of the request was in an unknown format ({contentType ?? "none given"})");

    /// <summary>The document.</summary>
    internal JsonObject ToJson()
    {
        JsonObject status = new()
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = Reason,
        };
        status.Put("details", Details);
        status["code"] = Code;
        return status;
    }

    internal static JsonObject DetailsOf(ResourceType type, string? name)
    {
        JsonObject details = [];
        if (!string.IsNullOrEmpty(name))
        {
            details["name"] = name;
        }

        if (type.Group.Length > 0)
        {
            details["group"] = type.Group;
        }

        details["kind"] = type.Plural;
        return details;
    }
}
