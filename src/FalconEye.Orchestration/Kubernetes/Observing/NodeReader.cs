using FalconEye.Orchestration.Nodes;
using k8s.Models;

namespace FalconEye.Orchestration.Kubernetes.Observing;

/// <summary>Reads a node of the cluster. Pure.</summary>
internal static class NodeReader
{
    internal static bool IsReady(V1Node node) =>
        node.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) ?? false;

    internal static string UnreachableReason(string name) => $"Node {name} is unreachable: it does not report to the cluster. It goes on when the node is back.";

    internal static Node Read(V1Node node) => new(
        node.Metadata.Name,
        AddressOf(node),
        IsReady(node),
        [.. (node.Spec?.Taints ?? []).Select(taint => $"{taint.Key}{(taint.Value is { Length: > 0 } value ? $"={value}" : "")}:{taint.Effect}")],
        new Dictionary<string, string>(node.Metadata.Labels ?? new Dictionary<string, string>()),
        node.Status?.NodeInfo?.Architecture ?? "",
        node.Status?.NodeInfo?.OperatingSystem ?? "");

    private static string? AddressOf(V1Node node) =>
        node.Status?.Addresses?.FirstOrDefault(address => address.Type == "InternalIP")?.Address;
}
