using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Orchestration;
using FalconEye.Orchestration.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Nodes;

/// <summary>The machines that workloads run on (api.md, "Nodes").</summary>
internal static class NodeEndpoints
{
    internal static RouteGroupBuilder MapNodes(this IEndpointRouteBuilder app)
    {
        var nodes = app.MapGroup("/api/nodes").WithTags("Nodes").RequireAuthorization(Policies.Viewer);
        nodes.MapGet("/", ListNodes);
        nodes.MapGet("/{name}", GetNode);
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
}
