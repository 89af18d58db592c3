using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FalconEye.KubernetesApi.Operations;

/// <summary>How to delete.</summary>
internal sealed record DeleteOptions
{
    /// <summary>What becomes of the dependents: <c>Background</c>, <c>Foreground</c> or <c>Orphan</c>.</summary>
    internal string Propagation { get; init; } = "Background";

    /// <summary>Seconds that a pod gets; null is what its spec says.</summary>
    internal long? GraceSeconds { get; init; }

    /// <summary>The object meant; null is whichever has the name.</summary>
    internal string? Uid { get; init; }

    /// <summary>The version meant; null is any.</summary>
    internal string? ResourceVersion { get; init; }

    /// <summary>Whether nothing is stored.</summary>
    internal bool IsDryRun { get; init; }

    /// <summary>Takes them from the body, else from the address.</summary>
    internal static DeleteOptions Read(JsonObject? body, IQueryCollection query) => new()
    {
        Propagation = body.Text("propagationPolicy") ?? query["propagationPolicy"].FirstOrDefault() ?? (body.Flag("orphanDependents") ? "Orphan" : "Background"),
        GraceSeconds = body.Number("gracePeriodSeconds") ?? (long.TryParse(query["gracePeriodSeconds"], out var grace) ? grace : null),
        Uid = body.Text("preconditions", "uid"),
        ResourceVersion = body.Text("preconditions", "resourceVersion"),
        IsDryRun = query.ContainsKey("dryRun") || body.At("dryRun") is JsonArray { Count: > 0 },
    };
}
