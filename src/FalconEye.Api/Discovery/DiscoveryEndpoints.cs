using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Edge;
using FalconEye.Api.Problems;
using FalconEye.Discovery;
using FalconEye.Discovery.Usb;
using FalconEye.Orchestration;
using FalconEye.Orchestration.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace FalconEye.Api.Discovery;

/// <summary>Looking for cameras: on the nodes' USB ports and, if asked, on their networks (api.md, "Nodes").</summary>
internal static class DiscoveryEndpoints
{
    internal static RouteGroupBuilder MapDiscovery(this RouteGroupBuilder nodes)
    {
        nodes.MapGet("/scan/cameras", ScanCameras).RequireAuthorization(Policies.Operator).WithMetadata(new CrossSiteGuard.StateChangingGet());
        nodes.MapGet("/scan/events", FollowScan).RequireAuthorization(Policies.Operator)
            .WithMetadata(new CrossSiteGuard.StateChangingGet(), new LongRequestMetadata(LongRequestKind.Events));
        nodes.MapDelete("/{name}/ssh-key", ForgetKey).RequireAuthorization(Policies.Administrator);
        return nodes;
    }

    /// <summary>Forgets the host key of a node that was set up again; the next scan takes the one that it has then.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> ForgetKey(string name, KnownHosts knownHosts, CancellationToken cancellationToken) =>
        await knownHosts.ForgetAsync(name, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound($"No SSH host key of a node {name} is known.");

    /// <summary>Answers when all is done.</summary>
    private static async Task<Results<Ok<ScanResponse>, ProblemHttpResult>> ScanCameras(
        IWorkloadOrchestrator orchestrator,
        CameraScan scan,
        string? node = null,
        bool network = false,
        CancellationToken cancellationToken = default)
    {
        var nodes = await ChooseAsync(orchestrator, node, cancellationToken);
        if (nodes.Count == 0)
        {
            return NoSuchNode(node);
        }

        ScanResponse? result = null;
        await foreach (var item in scan.RunAsync(nodes, network, cancellationToken))
        {
            result = (item as ScanEnded)?.Result;
        }

        return TypedResults.Ok(result);
    }

    /// <summary>Tells what happens as it happens; a client that leaves ends its scan.</summary>
    private static async Task<Results<ServerSentEventsResult<string>, ProblemHttpResult>> FollowScan(
        HttpContext context,
        IWorkloadOrchestrator orchestrator,
        CameraScan scan,
        IOptions<JsonOptions> json,
        IHostApplicationLifetime lifetime,
        string? node = null,
        bool network = false)
    {
        var nodes = await ChooseAsync(orchestrator, node, context.RequestAborted);
        if (nodes.Count == 0)
        {
            return NoSuchNode(node);
        }

        // nginx would hold events back in its buffer (ngx_http_proxy_module, proxy_buffering).
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var events = scan.RunAsync(nodes, network, context.RequestAborted);
        return TypedResults.ServerSentEvents(WriteAsync(events, json.Value.SerializerOptions, lifetime.ApplicationStopping));
    }

    private static async IAsyncEnumerable<SseItem<string>> WriteAsync(
        IAsyncEnumerable<ScanEvent> events, JsonSerializerOptions json, [EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var item in events.WithCancellation(stopping))
        {
            yield return new SseItem<string>(JsonSerializer.Serialize(item.Payload, json), item.Kind);
        }
    }

    private static async Task<IReadOnlyList<Node>> ChooseAsync(IWorkloadOrchestrator orchestrator, string? name, CancellationToken cancellationToken)
    {
        var nodes = await orchestrator.ListNodesAsync(cancellationToken);
        return [.. nodes.Where(node => string.IsNullOrEmpty(name) || node.Name == name)];
    }

    private static ProblemHttpResult NoSuchNode(string? name) => Problem.Invalid("node", $"There is no node \"{name}\".");
}
