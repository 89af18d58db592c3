using FalconEye.Api.Problems;
using FalconEye.Orchestration;
using FalconEye.Orchestration.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Nodes;

/// <summary>The machines that workloads run on, and the USB cameras plugged into them (api.md, "Nodes").</summary>
internal static class NodeEndpoints
{
    internal static RouteGroupBuilder MapNodes(this IEndpointRouteBuilder app)
    {
        var nodes = app.MapGroup("/api/nodes").WithTags("Nodes");
        nodes.MapGet("/", ListNodes);
        nodes.MapGet("/{name}", GetNode);
        nodes.MapGet("/scan/cameras", ScanCameras);
        return nodes;
    }

    private static async Task<Ok<IReadOnlyList<Node>>> ListNodes(IWorkloadOrchestrator orchestrator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await orchestrator.ListNodesAsync(cancellationToken));

    private static async Task<Results<Ok<Node>, ProblemHttpResult>> GetNode(
        string name, IWorkloadOrchestrator orchestrator, CancellationToken cancellationToken)
    {
        var nodes = await orchestrator.ListNodesAsync(cancellationToken);
        return nodes.FirstOrDefault(node => node.Name == name) is { } found ? TypedResults.Ok(found) : Problem.NotFound($"There is no node {name}.");
    }

    private static async Task<Results<Ok<ScanResponse>, ProblemHttpResult>> ScanCameras(
        IWorkloadOrchestrator orchestrator,
        string? node = null,
        bool network = false,
        CancellationToken cancellationToken = default)
    {
        var nodes = await orchestrator.ListNodesAsync(cancellationToken);
        if (node is { Length: > 0 } && nodes.All(known => known.Name != node))
        {
            return Problem.Invalid("node", $"There is no node \"{node}\".");
        }

        var scanned = nodes.Where(known => node is not { Length: > 0 } || known.Name == node).ToList();
        List<UsbCameraFound> found = [.. scanned.SelectMany(LocalVideoDevices.List)];
        IReadOnlyList<string> errors = network ? ["Network cameras cannot be searched for yet; add them by their address."] : [];
        return TypedResults.Ok(new ScanResponse(found, [], found.Count, [.. scanned.Select(known => known.Name)], errors));
    }
}
