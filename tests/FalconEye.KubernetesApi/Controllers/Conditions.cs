using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>Writes conditions of a status.</summary>
internal static class Conditions
{
    /// <summary>Adds a condition; the time of its last change stays while it says the same.</summary>
    internal static void Set(JsonArray conditions, JsonObject current, string type, bool holds, string reason, string message, string now)
    {
        var status = holds ? "True" : "False";
        var before = current.Objects("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);
        JsonObject condition = new()
        {
            ["type"] = type,
            ["status"] = status,
            ["lastTransitionTime"] = before?.Text("status") == status ? before.Text("lastTransitionTime") : now,
        };
        if (reason.Length > 0)
        {
            condition["reason"] = reason;
        }

        if (message.Length > 0)
        {
            condition["message"] = message;
        }

        conditions.Add(condition);
    }

    internal static bool IsTrue(JsonObject json, string type) =>
        json.Objects("status", "conditions").Any(condition => condition.Text("type") == type && condition.Text("status") == "True");
}
