using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Access;

namespace FalconEye.KubernetesApi.Operations;

/// <summary>How a write is to be done, and what it has to say.</summary>
/// <param name="Manager">Who changes fields.</param>
internal sealed record WriteOptions(string Manager)
{
    /// <summary>Who writes, as admission policies see it: a controller unless a request says who.</summary>
    internal User User { get; init; } = User.Controller;

    /// <summary>Whether an unknown field is refused.</summary>
    internal bool IsStrict { get; init; }

    /// <summary>Whether nothing is stored.</summary>
    internal bool IsDryRun { get; init; }

    /// <summary>Whether an apply takes fields from their owners.</summary>
    internal bool Force { get; init; }

    /// <summary>What was applied, when this is an apply: its fields belong to the manager.</summary>
    internal JsonObject? Applied { get; init; }

    /// <summary>What the answer's <c>Warning</c> headers tell.</summary>
    internal List<string> Warnings { get; } = [];
}
